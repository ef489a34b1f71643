#include "wsdemo/watch_bytes.hpp"

#include "wsdump/watch/analyser.hpp"

namespace ws101::demos {

void watch_bytes(wsdump::EventSink& sink, Bytes wire, wsdump::Direction from, std::size_t keep) {
  wsdump::AnalysisOptions options;
  options.keep_frame = keep;
  options.keep_message = keep;
  wsdump::Analyser analyser(sink, options);
  wsdump::WatchFacts facts;
  facts.lone = true;
  facts.start_seen = true;
  facts.roles_known = true;
  analyser.begin(facts);
  analyser.feed(1, from, wire, {});
  analyser.finish(1, from, wsdump::StreamEnd::Unknown, {});
}

}  // namespace ws101::demos
