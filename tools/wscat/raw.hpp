// wscat --raw: copies standard input to TCP and received bytes to standard output, unchanged.
#pragma once

#include "wscat/plan.hpp"
#include "wscat/screen.hpp"

namespace ws101::wscat {

// Exchanges bytes until the peer ends its half of TCP; returns the program's exit status. The end of the input ends
// our half. Then the peer has plan.rest_time to end its half, even while it still sends: kUnclean if that is not
// enough, or if TCP breaks. Throws ClientError or std::system_error if there is no connection, and std::system_error
// if the input cannot be read.
int exchange_raw(const Plan& plan, Screen& screen);

}  // namespace ws101::wscat
