#include "wscheck/diagnosis.hpp"

namespace ws101::wscheck {

std::vector<Diagnosis> diagnose(const Results&) {
  return {};
}

}  // namespace ws101::wscheck
