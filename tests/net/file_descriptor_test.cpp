// The owner of a descriptor: closed exactly once.
#include "net/file_descriptor.hpp"

#include <fcntl.h>

#include "support/catch.hpp"
#include "support/nothing_left.hpp"

namespace ws101::testing {
namespace {

int opened() {
  return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}
bool is_open(int fd) {
  return ::fcntl(fd, F_GETFD) >= 0;
}

TEST_CASE_METHOD(NothingLeft, "a descriptor is closed by its last owner", "[file_descriptor]") {
  const int number = opened();
  {
    FileDescriptor first(number);
    FileDescriptor second(std::move(first));
    CHECK_FALSE(first.valid());  // NOLINT: what is left behind is specified
    CHECK(second.get() == number);
    first = std::move(second);
    CHECK(first.get() == number);
    FileDescriptor& same = first;
    first = std::move(same);
    CHECK(is_open(number));
  }
  CHECK_FALSE(is_open(number));
}

TEST_CASE_METHOD(NothingLeft, "another descriptor takes the place of the first", "[file_descriptor]") {
  const int one = opened();
  const int two = opened();
  FileDescriptor owner(one);
  owner = FileDescriptor(two);
  CHECK_FALSE(is_open(one));
  CHECK(is_open(two));
  owner.reset();
  owner.reset();
  CHECK_FALSE(is_open(two));
  CHECK(owner.get() == -1);
}

}  // namespace
}  // namespace ws101::testing
