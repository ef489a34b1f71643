// Compiles a student's files and links them with the objects of the kit.
#include "build.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

namespace ws101::labs {
namespace fs = std::filesystem;
namespace {

constexpr int kCompilerSeconds = 120;
constexpr std::size_t kCompilerMemory = 4096;  // MiB
constexpr std::size_t kMessageLines = 40;      // of one file's errors

// FNV-1a: a name for content, not a protection against tampering.
class Fingerprint {
 public:
  void add(const std::string& text) {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211U;
    hash_ = (hash_ ^ 0xFFU) * 1099511628211U;
  }
  std::string text() const {
    std::ostringstream out;
    out << std::hex << hash_;
    return out.str();
  }

 private:
  std::uint64_t hash_ = 14695981039346656037U;
};

// All headers below a folder: an object depends on them, on its own file, and on the command.
void add_headers(Fingerprint& print, const fs::path& folder) {
  std::vector<std::string> paths;
  std::error_code ignored;
  auto entry = fs::recursive_directory_iterator(folder, ignored);
  for (; entry != fs::recursive_directory_iterator(); entry.increment(ignored)) {
    const std::string extension = entry->path().extension().string();
    if (extension == ".hpp" || extension == ".h" || extension == ".inc")
      paths.push_back(entry->path().string());
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) print.add(path + read_file(path));
}

std::string first_lines(const std::string& text, std::size_t most) {
  std::istringstream in(text);
  std::string out, line;
  std::size_t count = 0;
  while (std::getline(in, line)) {
    if (++count <= most) out += line + "\n";
  }
  if (count > most) out += "... and " + std::to_string(count - most) + " lines more\n";
  return out;
}

std::string why_it_ended(const Outcome& outcome) {
  using End = Outcome::End;
  if (outcome.end == End::CpuLimit || outcome.end == End::WallLimit)
    return "the compiler was stopped: it took more than " + std::to_string(kCompilerSeconds) + " s\n";
  if (outcome.end == End::MemoryLimit) return "the compiler was stopped: it took too much memory\n";
  if (outcome.end == End::Signal) return "the compiler crashed\n";
  return {};
}

// Translates the linker's messages: which functions are missing, which are defined twice.
std::string explain_link(const std::string& text, const Lab& lab, const std::string& root) {
  std::set<std::string> missing, twice;
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line)) {
    for (const auto& [mark, into] : {std::pair{std::string("undefined reference to `"), &missing},
                                     std::pair{std::string("multiple definition of `"), &twice}}) {
      const std::size_t at = line.find(mark);
      if (at == std::string::npos) continue;
      const std::size_t begin = at + mark.size();
      into->insert(line.substr(begin, line.find('\'', begin) - begin));
    }
  }
  std::string out;
  for (const std::string& name : missing) out += "  not written: " + name + "\n";
  for (const std::string& name : twice) out += "  written twice: " + name + "\n";
  if (out.empty()) return first_lines(text, kMessageLines);
  out += "What this lab asks for is declared in:";
  for (const std::string& file : lab.files) {
    const std::string header = "src/" + file.substr(0, file.size() - 3) + "hpp";
    if (fs::exists(fs::path(root) / header)) out += " " + header;
  }
  return out + "\n";
}

Command compile_command(const Kit& kit, const StudentFile& file, const std::string& object,
                        const BuildOptions& options) {
  Command compile;
  compile.words = {kit.compiler};
  compile.words.insert(compile.words.end(), kit.flags.begin(), kit.flags.end());
  compile.words.insert(compile.words.end(), {"-I" + file.folder.string(), "-I" + kit.root + "/src", "-c",
                                             file.name, "-o", object});
  if (options.warnings_are_errors) compile.words.push_back("-Werror");
  compile.folder = file.folder.string();
  compile.output = object + ".txt";
  compile.limits = {kCompilerSeconds, 2 * kCompilerSeconds, kCompilerMemory, 256};
  return compile;
}

struct Compilation {
  std::string name;    // of the student's file
  std::string fresh;   // the object while the compiler writes it
  std::string object;  // its place once it is complete
};

// Waits until one compiler has ended. False if it made no object.
bool finish_one(std::map<int, Compilation>& running, std::vector<std::string>& messages, Children& children) {
  const auto [id, outcome] = children.wait();
  const Compilation ended = running.extract(id).mapped();
  const std::string output = ended.fresh + ".txt";
  const std::string text = read_file(output);
  if (outcome.good()) {
    fs::rename(ended.fresh, ended.object);
    fs::rename(output, ended.object + ".txt");
  }
  if (!text.empty() || !outcome.good()) {
    messages.push_back(ended.name + (outcome.good() ? " compiles with warnings:\n" : " does not compile:\n") +
                       why_it_ended(outcome) + first_lines(text, kMessageLines));
  }
  return outcome.good();
}

// The reference's objects except those that the student's files replace, and the lab's tests.
std::vector<std::string> other_objects(const Kit& kit, const Lab& lab, const Submission& submission) {
  std::set<std::string> replaced;
  for (const StudentFile& file : submission.files) {
    if (file.replaces) replaced.insert(kit.object_of("src/" + file.name));
  }
  std::vector<std::string> objects;
  for (const std::string& object : kit.reference) {
    if (!replaced.contains(object)) objects.push_back(object);
  }
  std::set<std::string> test_files;
  for (const Topic& topic : lab.topics) {
    for (const Test& test : topic.tests) {
      test_files.insert(test.file);
      if (!test.with.empty()) test_files.insert(test.with);
    }
  }
  for (const std::string& file : test_files) objects.push_back(kit.object_of(file));
  return objects;
}

Command link_command(const Kit& kit, const std::vector<std::string>& objects, const std::string& folder,
                     const std::string& program) {
  Command link;
  link.words = {kit.compiler};
  link.words.insert(link.words.end(), kit.flags.begin(), kit.flags.end());
  link.words.insert(link.words.end(), objects.begin(), objects.end());
  link.words.insert(link.words.end(), kit.link.begin(), kit.link.end());
  link.words.insert(link.words.end(), {"-o", program});
  link.folder = folder;
  link.output = program + ".txt";
  link.limits = {kCompilerSeconds, 2 * kCompilerSeconds, kCompilerMemory, 1024};
  return link;
}

}  // namespace

Built build_program(const Kit& kit, const Lab& lab, const Submission& submission, const BuildOptions& options,
                    Children& children) {
  Built built;
  Fingerprint shared;
  shared.add(kit.compiler);
  for (const std::string& flag : kit.flags) shared.add(flag);
  if (options.warnings_are_errors) shared.add("-Werror");
  add_headers(shared, kit.root + "/src");
  add_headers(shared, submission.folder);

  std::vector<std::string> objects;
  std::map<int, Compilation> running;
  bool good = true;
  for (const StudentFile& file : submission.files) {
    const std::string content = read_file((file.folder / file.name).string());
    if (file.replaces && content == read_file(kit.root + "/src/" + file.name)) {
      objects.push_back(kit.object_of("src/" + file.name));  // the reference's: mutants differ in one file
      continue;
    }
    Fingerprint print = shared;
    print.add((file.folder / file.name).string());
    print.add(content);
    const std::string name = "/" + print.text() + ".o";
    objects.push_back(options.objects + name);
    if (fs::exists(objects.back())) {
      const std::string warnings = read_file(objects.back() + ".txt");
      if (!warnings.empty()) built.messages.push_back(file.name + " compiles with warnings:\n" + warnings);
      continue;
    }
    if (running.size() >= options.jobs) good = finish_one(running, built.messages, children) && good;
    const std::string fresh = options.folder + name;
    running[children.start(compile_command(kit, file, fresh, options))] = {file.name, fresh, objects.back()};
  }
  while (!running.empty()) good = finish_one(running, built.messages, children) && good;
  if (!good) return built;

  const std::vector<std::string> others = other_objects(kit, lab, submission);
  objects.insert(objects.end(), others.begin(), others.end());
  const std::string program = options.folder + "/lab" + std::to_string(lab.number);
  const Command link = link_command(kit, objects, options.folder, program);
  children.start(link);
  const Outcome outcome = children.wait().second;
  if (!outcome.good()) {
    built.messages.push_back("the files compile, but together they make no program:\n" +
                             why_it_ended(outcome) + explain_link(read_file(link.output), lab, kit.root));
    return built;
  }
  built.program = program;
  return built;
}

}  // namespace ws101::labs
