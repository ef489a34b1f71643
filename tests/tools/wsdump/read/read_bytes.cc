// For scripts: reads standard input as wsdump does and prints the bytes in hex, one line a chunk, then how it was read.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "wsdump/read/reading.hpp"

namespace {

using namespace ws101::wsdump;

void print(const std::vector<std::uint8_t>& bytes) {
  for (const std::uint8_t byte : bytes) std::printf("%02x", static_cast<unsigned>(byte));
}

char letter(const Chunk& chunk) {
  if (chunk.from == Direction::Client) return 'C';
  if (chunk.from == Direction::Server) return 'S';
  return chunk.side == 0 ? '0' : '1';
}

}  // namespace

int main(int argc, char** argv) {
  const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
  ReadOptions options;
  if (argc > 1) options.format = argv[1];
  const auto result = read_text(input, options);
  if (const auto* error = std::get_if<ReadError>(&result)) {
    std::printf("error %zu:%zu %s | %s\n", error->line, error->column, error->message.c_str(),
                error->hint.c_str());
    return 2;
  }
  const Reading& reading = std::get<Reading>(result);
  for (const Chunk& chunk : reading.chunks) {
    std::printf("%c ", letter(chunk));
    print(chunk.bytes);
    if (chunk.gap_before != 0) std::printf(" gap %llu", static_cast<unsigned long long>(chunk.gap_before));
    std::printf("\n");
  }
  std::printf("format %s (%s)%s%s\n", reading.format.c_str(), reading.words.c_str(),
              reading.incomplete ? " missing " : "", reading.missing.c_str());
  for (const std::string& note : reading.notes) std::printf("note %s\n", note.c_str());
  return 0;
}
