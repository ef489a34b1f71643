// Violations of a compressed message, and of the bit that marks it (RFC 7692 6 and 7.2).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frame/header.hpp"
#include "wsdump/finding.hpp"
#include "wsdump/watch/inflation.hpp"

namespace ws101::wsdump {

// RFC 7692 6: RSV1 belongs to the first frame of a message. `header` has it set.
std::optional<Finding> judge_rsv1(const FrameHeader& header);

// Findings for the frame in which the message ended or went wrong. `error_in_frame`: the byte of its payload.
std::vector<Finding> judge_inflation(const Inflation& inflation, const FrameHeader& header,
                                     std::uint64_t error_in_frame);

// A warning if compressing made the messages of one side no smaller, unless they were only a few words.
std::optional<Finding> judge_gain(std::uint64_t wire, std::uint64_t length);

}  // namespace ws101::wsdump
