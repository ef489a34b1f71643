// Runs bytes through an endpoint in every split and compares what happens with the expected story.
//
// check(scene, wire, story) feeds `wire` whole, byte by byte and in seeded random splits (there is no way to run
// only one) and compares the events and the frames sent, in order, with the lines of `story`.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/endpoint.hpp"
#include "support/frames.hpp"
#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {

// What surrounds the bytes of a vector.
struct Scene {
  Role role = Role::Server;
  MessageLimits limits = {};
  std::function<void(Endpoint&)> before = {};  // what the endpoint does before the bytes come
  std::function<void(Endpoint&, Opcode, Bytes)> on_message = {};
  bool echo = false;  // every message is sent back
  bool end_of_file = false;
  SplitSet splits = SplitSet::All;
};

// What the run one byte at a time showed.
struct Findings {
  std::vector<std::size_t> when;  // after how many bytes each line of the story was written
  Wire sent;                      // the same bytes in every split
  State state = State::Open;
};

inline void run_in(const Scene& scene, Endpoint& endpoint, Bytes wire, const Split& split) {
  if (scene.before) scene.before(endpoint);
  if (scene.on_message) endpoint.on_message_do = scene.on_message;
  if (scene.echo) {
    endpoint.on_message_do = [](Endpoint& self, Opcode kind, Bytes payload) { self.send(kind, payload); };
  }
  std::size_t begin = 0;
  for (const std::size_t cut : split.cuts) {
    endpoint.feed(wire.subspan(begin, cut - begin));
    begin = cut;
  }
  endpoint.feed(wire.subspan(begin));
  if (scene.end_of_file) endpoint.end_of_file();
  endpoint.finish();
}

inline Findings check(const Scene& scene, const Wire& wire, const Story& expected) {
  Findings findings;
  const std::vector<Split>& splits = splits_of(wire.size(), scene.splits);
  Wire spare;  // from run to run: fresh memory for 16 MiB costs more than filling it
  for (const Split& split : splits) {
    const auto story = [&](const std::string& what) {
      return "a " + word(scene.role) + " was fed " + std::to_string(wire.size()) + " bytes: " + hex_of(wire) +
             "\n  split: " + split.name + '\n' + what;
    };
    Endpoint endpoint(scene.role, scene.limits, std::move(spare));
    run_in(scene, endpoint, wire, split);
    if (endpoint.diary() != expected) {
      FAIL(story(beside(expected, endpoint.diary())));
    }
    const bool first = &split == &splits.front();
    if (!first && endpoint.wire() != findings.sent) {
      FAIL(story("  the bytes sent differ from those of the whole input:\n  " + hex_of(endpoint.wire()) +
                 "\n  against " + hex_of(findings.sent)));
    }
    (first ? findings.sent : spare) = endpoint.take_wire();
    if (&split == &splits[std::min<std::size_t>(1, splits.size() - 1)]) findings.when = endpoint.when();
    findings.state = endpoint.connection().state();
  }
  return findings;
}

// The same for an endpoint that fails the connection: checks also that it does so with byte number `decides`
// (counted from 1), neither before nor after, and that the state is Failed.
inline void check_fails(const Scene& scene, const Wire& wire, const Story& before, Violation violation,
                        std::size_t decides) {
  const Story expected = before + failed(violation);
  const Findings findings = check(scene, wire, expected);
  INFO("a " << word(scene.role) << " was fed " << hex_of(wire) << ", violation " << info(violation).id);
  CHECK(findings.state == State::Failed);
  CHECK(findings.when.back() == decides);
  CHECK(findings.when[findings.when.size() - 2] == decides);
}

}  // namespace ws101::testing
