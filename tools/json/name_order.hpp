// Sorts names, to find a name or a duplicate quickly.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

namespace ws101 {

// The numbers 0 to count-1 in the order of their names, equal names in the order of the numbers. `name_of(i)` gives a
// name. It takes at most about count * log2(count) comparisons, for any names. A hash table would need fewer for most
// names, but an attacker could choose names that all collide.
template <typename NameOf, typename Less = std::less<>>
std::vector<std::uint32_t> name_order(std::size_t count, const NameOf& name_of, Less less = {}) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return less(name_of(a), name_of(b)); });
  return order;
}

}  // namespace ws101
