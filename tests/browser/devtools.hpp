// A real Chromium, driven over its DevTools protocol: JSON over WebSocket, spoken by this toolkit's own client.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "browser/process.hpp"
#include "client/client.hpp"
#include "json/quote.hpp"
#include "json/value.hpp"

namespace ws101::testing {

class Page;

class Browser {
 public:
  // Starts it with an empty profile of its own. `flags` are further command-line flags.
  explicit Browser(const std::vector<std::string>& flags = {});
  ~Browser();

  Page open(const std::string& url);
  // The same when the target exists already: attaches to the first whose type and URL begin so. Nothing within patience.
  std::optional<Page> attach(std::string_view type, std::string_view url);

  // One command and its result. Throws std::runtime_error with the browser's words.
  JsonValue call(const std::string& method, const std::string& parameters = "{}",
                 const std::string& session = {});

  struct Trouble {
    std::string session;
    std::string words;
  };
  // Console errors and uncaught exceptions of all pages so far.
  const std::vector<Trouble>& trouble() const { return trouble_; }

 private:
  void note(const JsonValue& event);

  std::string profile_;
  std::unique_ptr<Process> process_;
  std::unique_ptr<Client> client_;
  int next_ = 1;
  std::vector<Trouble> trouble_;
};

class Page {
 public:
  Page(Browser& browser, std::string session) : browser_(&browser), session_(std::move(session)) {}

  // The value of a JavaScript expression; promises are awaited. Throws what the script throws.
  JsonValue evaluate(const std::string& script);
  std::string text(const std::string& script);
  // Waits until the expression is true in the page; false when that takes too long.
  bool becomes(const std::string& condition);
  // Keeps every text that the element with this id shows from now on: some are there for a moment only.
  void keep_texts(const std::string& id);
  // Waits until one of the texts that were kept has these words.
  bool has_shown(const std::string& id, const std::string& words);
  // Sets the value of a field and tells the page.
  void type(const std::string& id, const std::string& value);
  void click(const std::string& selector);
  // A key of the keyboard: "Tab", "Enter", "Escape", " ", an arrow such as "ArrowLeft", or a small letter.
  void press(const std::string& key);
  // Presses Tab until the element with this selector has the focus. False when that takes too many.
  bool tab_to(const std::string& selector);
  // What a person types into the element that has the focus.
  void type_there(const std::string& text);
  // Lays the page out for a window of this size and theme, and waits until it is drawn.
  void show_at(int width, int height, bool dark);
  // A PNG in the folder of WS101_SCREENSHOTS, if that is set.
  void screenshot(const std::string& name, int width = 1280, int height = 900, bool dark = false);
  void navigate(const std::string& url);
  // Console errors and exceptions of this page so far, a line each.
  std::string trouble() const;
  JsonValue call(const std::string& method, const std::string& parameters = "{}") {
    return browser_->call(method, parameters, session_);
  }

 private:
  Browser* browser_;
  std::string session_;
};

}  // namespace ws101::testing
