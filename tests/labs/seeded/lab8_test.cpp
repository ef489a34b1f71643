// Lab 8 against the values that were made for one student.
#include "labs/seeded/compare.hpp"

TEST_CASE("lab 8: the values made for one student") {
  ws101::labs::compare_with_vectors(ws101::labs::observe_lab8);
}
