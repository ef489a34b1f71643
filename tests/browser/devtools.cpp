#include "browser/devtools.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base64/base64.hpp"

namespace ws101::testing {

namespace {

constexpr std::size_t kDevToolsNesting = 64;
constexpr int kMostTabs = 100;

std::string make_profile() {
  std::string path = (std::filesystem::temp_directory_path() / "ws101-browser-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no folder for the browser's profile");
  return path;
}

const JsonValue& member(const JsonValue& json, std::string_view name) {
  const JsonValue* const found = json.find(name);
  if (found == nullptr) throw std::runtime_error("the browser's answer has no " + std::string(name));
  return *found;
}

std::string text_or_empty(const JsonValue* json, std::string_view name) {
  const std::string* const text = json != nullptr ? json->find_text(name) : nullptr;
  return text != nullptr ? *text : std::string();
}

}  // namespace

Browser::Browser(const std::vector<std::string>& flags) : profile_(make_profile()) {
  const char* const program = std::getenv("WS101_CHROMIUM");
  std::vector<std::string> words{program != nullptr ? program : "chromium",
                                 "--headless=new",
                                 "--no-sandbox",
                                 "--disable-gpu",
                                 "--disable-quic",
                                 "--no-first-run",
                                 "--disable-background-networking",
                                 "--disable-component-update",
                                 "--disable-sync",
                                 "--disable-dev-shm-usage",
                                 "--disable-background-timer-throttling",
                                 "--disable-renderer-backgrounding",
                                 "--window-size=1280,900",
                                 "--remote-debugging-port=0",
                                 "--user-data-dir=" + profile_};
  words.insert(words.end(), flags.begin(), flags.end());
  words.emplace_back("about:blank");
  process_ = std::make_unique<Process>(words, Process::Listen::Errors);
  const auto line = process_->wait_line("DevTools listening on ws://");
  if (!line) throw std::runtime_error("the browser did not start");
  ClientOptions options;
  options.message.max_message = std::uint64_t{256} << 20;
  client_ = std::make_unique<Client>(line->substr(line->find("ws://")), options);
}

Browser::~Browser() {
  client_.reset();
  process_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(profile_, ignored);
}

JsonValue Browser::call(const std::string& method, const std::string& parameters,
                        const std::string& session) {
  const int id = next_++;
  std::string request =
      "{\"id\":" + std::to_string(id) + ",\"method\":" + json_quote(method) + ",\"params\":" + parameters;
  if (!session.empty()) request += ",\"sessionId\":" + json_quote(session);
  client_->send_text(request + "}");
  while (const auto message = client_->receive(2 * kPatience)) {
    auto parsed = parse_json(message->payload, kDevToolsNesting);
    if (const auto* error = std::get_if<JsonError>(&parsed)) {
      if (message->payload.find("\"id\":" + std::to_string(id) + ",") == std::string::npos) continue;
      throw std::runtime_error("the browser's answer is not JSON: " + error->words);
    }
    const JsonValue& answer = std::get<JsonValue>(parsed);
    const JsonValue* const answered = answer.find("id");
    if (answered == nullptr) {
      note(answer);
    } else if (answered->number() != nullptr && static_cast<int>(*answered->number()) == id) {
      if (const JsonValue* const error = answer.find("error")) {
        throw std::runtime_error(method + ": " + text_or_empty(error, "message"));
      }
      return member(answer, "result");
    }
  }
  throw std::runtime_error("the browser does not answer to " + method);
}

void Browser::note(const JsonValue& event) {
  const std::string method = text_or_empty(&event, "method");
  const std::string session = text_or_empty(&event, "sessionId");
  const JsonValue* const parameters = event.find("params");
  if (parameters == nullptr) return;
  if (method == "Runtime.exceptionThrown") {
    const JsonValue& details = member(*parameters, "exceptionDetails");
    trouble_.push_back({session, text_or_empty(&details, "text") + " " +
                                     text_or_empty(details.find("exception"), "description")});
  } else if (method == "Runtime.consoleAPICalled" && text_or_empty(parameters, "type") == "error") {
    trouble_.push_back({session, "console.error"});
  } else if (method == "Log.entryAdded") {
    const JsonValue& entry = member(*parameters, "entry");
    if (text_or_empty(&entry, "level") == "error")
      trouble_.push_back({session, text_or_empty(&entry, "text")});
  }
}

Page Browser::open(const std::string& url) {
  const JsonValue made = call("Target.createTarget", "{\"url\":\"about:blank\"}");
  const JsonValue attached =
      call("Target.attachToTarget",
           "{\"flatten\":true,\"targetId\":" + json_quote(*made.find_text("targetId")) + "}");
  Page page(*this, *attached.find_text("sessionId"));
  page.call("Runtime.enable");
  page.call("Log.enable");
  page.call("Page.enable");
  page.navigate(url);
  return page;
}

std::optional<Page> Browser::attach(std::string_view type, std::string_view url) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    const JsonValue targets = call("Target.getTargets");
    for (const JsonValue& target : *member(targets, "targetInfos").array()) {
      if (text_or_empty(&target, "type") != type || !text_or_empty(&target, "url").starts_with(url)) continue;
      const JsonValue attached =
          call("Target.attachToTarget",
               "{\"flatten\":true,\"targetId\":" + json_quote(text_or_empty(&target, "targetId")) + "}");
      Page page(*this, *attached.find_text("sessionId"));
      page.call("Runtime.enable");
      return page;
    }
  }
  return std::nullopt;
}

void Page::navigate(const std::string& url) {
  call("Page.navigate", "{\"url\":" + json_quote(url) + "}");
  if (!becomes("document.readyState === 'complete' && location.href !== 'about:blank'")) {
    throw std::runtime_error("does not load: " + url);
  }
}

JsonValue Page::evaluate(const std::string& script) {
  const JsonValue answer =
      call("Runtime.evaluate",
           "{\"awaitPromise\":true,\"returnByValue\":true,\"userGesture\":true,\"expression\":" +
               json_quote(script) + "}");
  if (const JsonValue* const details = answer.find("exceptionDetails")) {
    throw std::runtime_error("in the page: " + text_or_empty(details->find("exception"), "description"));
  }
  const JsonValue* const value = member(answer, "result").find("value");
  return value != nullptr ? *value : JsonValue();
}

std::string Page::text(const std::string& script) {
  const JsonValue value = evaluate(script);
  return value.text() != nullptr ? *value.text() : std::string();
}

bool Page::becomes(const std::string& condition) {
  // Looks again and again, in the page, and across a change of page.
  const auto until = std::chrono::steady_clock::now() + kPatience;
  const std::string script =
      "new Promise(done => { let looks = 100; const look = async () => { let is = false; try { is = !!(await "
      "(" +
      condition +
      ")); } catch (error) {} if (is || --looks === 0) done(is); else setTimeout(look, 20); }; look(); })";
  while (std::chrono::steady_clock::now() < until) {
    try {
      const JsonValue value = evaluate(script);
      if (value.boolean() != nullptr && *value.boolean()) return true;
    } catch (const std::runtime_error&) {  // the page went away while it was asked
    }
  }
  return false;
}

void Page::keep_texts(const std::string& id) {
  const std::string name = json_quote(id);
  evaluate("{ const one = document.getElementById(" + name + "), texts = (window.shown ||= {})[" + name +
           "] = []; new MutationObserver(() => texts.push(one.textContent))"
           ".observe(one, {childList: true, characterData: true, subtree: true}); }");
}

bool Page::has_shown(const std::string& id, const std::string& words) {
  return becomes("shown[" + json_quote(id) + "].some(text => text.includes(" + json_quote(words) + "))");
}

void Page::type(const std::string& id, const std::string& value) {
  evaluate("{ const field = document.getElementById(" + json_quote(id) + "); field.value = " +
           json_quote(value) + "; field.dispatchEvent(new Event('input', {bubbles: true})); }");
}

void Page::click(const std::string& selector) {
  evaluate("document.querySelector(" + json_quote(selector) + ").click()");
}

namespace {

// What browsers call keyCode.
int key_number(const std::string& key) {
  if (key == "Tab") return 9;
  if (key == "Enter") return 13;
  if (key == "Escape") return 27;
  if (key == "ArrowLeft") return 37;
  if (key == "ArrowUp") return 38;
  if (key == "ArrowRight") return 39;
  if (key == "ArrowDown") return 40;
  return key == " " ? 32 : key.at(0) - 'a' + 'A';
}

}  // namespace

void Page::press(const std::string& key) {
  const bool letter = key.size() == 1 && key != " ";
  const std::string code = key == " " ? "Space" : letter ? "Key" + key : key;
  const std::string text = key == "Enter" ? "\r" : letter || key == " " ? key : "";
  const int number = key_number(key);
  const std::string same = ",\"key\":" + json_quote(key) + ",\"code\":" + json_quote(code) +
                           ",\"windowsVirtualKeyCode\":" + std::to_string(number);
  call("Input.dispatchKeyEvent", "{\"type\":\"keyDown\",\"text\":" + json_quote(text) + same + "}");
  call("Input.dispatchKeyEvent", "{\"type\":\"keyUp\"" + same + "}");
}

bool Page::tab_to(const std::string& selector) {
  call("Page.bringToFront");
  for (int tabs = 0; tabs < kMostTabs; ++tabs) {
    press("Tab");
    const JsonValue there = evaluate("document.activeElement.matches(" + json_quote(selector) + ")");
    if (there.boolean() != nullptr && *there.boolean()) return true;
  }
  return false;
}

void Page::type_there(const std::string& text) {
  call("Input.insertText", "{\"text\":" + json_quote(text) + "}");
}

void Page::show_at(int width, int height, bool dark) {
  call("Page.bringToFront");  // a hidden tab draws nothing
  call("Emulation.setDeviceMetricsOverride", "{\"width\":" + std::to_string(width) +
                                                 ",\"height\":" + std::to_string(height) +
                                                 ",\"deviceScaleFactor\":1,\"mobile\":false}");
  call("Emulation.setEmulatedMedia",
       std::string("{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"") +
           (dark ? "dark" : "light") + "\"}]}");
  evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
}

void Page::screenshot(const std::string& name, int width, int height, bool dark) {
  const char* const folder = std::getenv("WS101_SCREENSHOTS");
  if (folder == nullptr || *folder == '\0') return;
  show_at(width, height, dark);
  const JsonValue shot = call("Page.captureScreenshot", "{\"format\":\"png\"}");
  const auto decoded = base64_decode(*shot.find_text("data"));
  const auto* const bytes = std::get_if<std::vector<std::uint8_t>>(&decoded);
  std::filesystem::create_directories(folder);
  std::ofstream out(std::filesystem::path(folder) / (name + ".png"), std::ios::binary);
  if (bytes != nullptr)
    out.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
}

std::string Page::trouble() const {
  std::string lines;
  for (const Browser::Trouble& trouble : browser_->trouble()) {
    if (trouble.session == session_) lines += trouble.words + "\n";
  }
  return lines;
}

}  // namespace ws101::testing
