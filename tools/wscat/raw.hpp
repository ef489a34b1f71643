// wscat --raw: standard input goes to TCP as it is, and what comes goes to standard output as it is.
#pragma once

#include "wscat/plan.hpp"
#include "wscat/screen.hpp"

namespace ws101::wscat {

// Exchanges bytes until the peer ends its half of TCP; returns the program's exit status. The end of the input ends our
// half, and then the peer has plan.rest_time for its own end, however much it still sends: kUnclean if that is not
// enough, or if TCP breaks. Throws ClientError or std::system_error when there is no connection, and std::system_error
// when the input cannot be read.
int exchange_raw(const Plan& plan, Screen& screen);

}  // namespace ws101::wscat
