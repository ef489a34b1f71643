// A page over https and its WebSocket over wss, through a real nginx with the configuration of docs/wss.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"
#include "server/server.hpp"

namespace ws101::testing {
namespace {

namespace files = std::filesystem;

// The program's path, or nothing when it is not installed.
std::string find_program(const std::string& name) {
  for (const char* const folder : {"/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"}) {
    if (files::exists(folder + name)) return folder + name;
  }
  return {};
}

void replace(std::string& text, const std::string& old, const std::string& fresh) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  text.replace(at, old.size(), fresh);
}

// A port that nobody listens on now: the server that gives it is gone when this returns.
std::string free_port() {
  Server server;
  server.listen("127.0.0.1", 0);
  const std::string address = server.address().text();
  return address.substr(address.find(':') + 1);
}

bool answers(const std::string& port) {
  try {
    const Client client("ws://127.0.0.1:" + port + "/");
  } catch (const ClientError& error) {
    return error.status() != 0;  // nginx expects TLS here and says 400
  }
  return true;
}

}  // namespace

TEST_CASE("a page over https connects to wss, through nginx", "[browser]") {
  const std::string nginx = find_program("nginx");
  if (nginx.empty() || find_program("openssl").empty()) {
    WARN("without nginx and openssl, wss:// was not tested with the browser");
    return;
  }
  std::string folder = (files::temp_directory_path() / "ws101-wss-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  const std::string docs = std::string(WS101_TEST_DATA) + "/../docs/wss";
  Process certificate({"sh", docs + "/make_certificate.sh", folder});
  REQUIRE(certificate.wait_line("certificate.pem"));

  DemoProgram program;
  const std::string url = program.url("");
  const std::string port = free_port();
  std::ifstream in(docs + "/nginx.conf");
  std::string configuration{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  replace(configuration, "listen 127.0.0.1:8443", "listen 127.0.0.1:" + port);
  replace(configuration, "proxy_pass http://127.0.0.1:8000", "proxy_pass " + url);
  std::ofstream(folder + "/nginx.conf") << configuration;
  {
    Process proxy({nginx, "-e", "stderr", "-p", folder, "-c", folder + "/nginx.conf"},
                  Process::Listen::Errors);
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!answers(port) && std::chrono::steady_clock::now() < until) std::this_thread::yield();

    Browser browser({"--ignore-certificate-errors"});
    Page page = browser.open("https://localhost:" + port + "/echo");
    REQUIRE(page.becomes("document.getElementById('state').className === 'open'"));
    CHECK(page.text("link.socket.url") == "wss://localhost:" + port + "/echo");
    page.type("text", "under TLS");
    page.click("#send");
    CHECK(page.becomes("document.querySelector('#log .in .what')?.textContent === 'under TLS'"));

    page.keep_texts("state");
    program.stop();
    CHECK(page.has_shown("state", "The server has stopped. Trying again"));
    program.start_again();
    CHECK(page.becomes("document.getElementById('state').className === 'open'"));
    CHECK(proxy.stop(SIGTERM) == 0);
  }
  files::remove_all(folder);
}

}  // namespace ws101::testing
