// The microscope: the frames of one connection of the browser, shown to it over another.
//
// A connection cannot report on itself: each report would be a frame to report. So a page opens two. The eyepiece,
// /microscope/eyepiece, sends reports and takes orders. The specimen, /microscope?slide=TOKEN, is the connection that
// is observed; the token, which only the eyepiece knows, says to whom its frames are shown. At /microscope/deflate
// its messages may be compressed.
//
// Two connections have no common order. The page makes one: it marks what happens on the specimen, and the eyepiece's
// answer to a mark comes behind the reports of all frames that came before; {"ended":true} comes behind the last one.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/slide.hpp"

namespace ws101::demos {

// Must outlive the server's run().
class Microscope {
 public:
  Microscope(Server& server, const Access& access);

 private:
  std::shared_ptr<Slide> find(std::string_view query);  // "slide=TOKEN"; null if there is none
  void add_eyepiece(Server& server, const Access& access);
  void add_specimen(Server& server, const Access& access, const std::string& path,
                    std::optional<DeflateParams> deflate);
  void take_order(Peer& peer, const Message& message);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slide>, std::less<>> slides_;  // guarded by mutex_; by token
  std::map<std::uint64_t, std::shared_ptr<Slide>> eyepieces_;  // guarded by mutex_; by the eyepiece's id
  std::map<std::uint64_t, std::shared_ptr<Slide>> specimens_;  // guarded by mutex_; by the specimen's id
};

}  // namespace ws101::demos
