// Whole data sets from strangers: what the readers do with tables and headers that parse. The first byte chooses the
// format; the rest is its files, divided where a line says "%%". What is read is written in every format without a
// crash; that a set cannot be written is an answer.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "openaffect/exchange/convert.h"

namespace openaffect::fuzz {
namespace {

namespace fs = std::filesystem;

const std::string& folder() {
  static const std::string kFolder = fs::temp_directory_path() / ("exchange_fuzz_" + std::to_string(getpid()));
  return kFolder;
}

void put(const std::string& name, std::string_view bytes) {
  const fs::path path = fs::path(folder()) / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string_view next_part(std::string_view& rest) {
  constexpr std::string_view kMark = "\n%%\n";
  const std::size_t end = rest.find(kMark);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + kMark.size());
  return part;
}

// The input's path, of files that are made of the bytes.
std::string make_input(std::uint8_t first, std::string_view rest) {
  switch (first % 4) {
    case 0:
      put("in/db.yaml", next_part(rest));
      put("in/db.t.csv", next_part(rest));
      put("in/db.u.csv", rest);
      return folder() + "/in";
    case 1:
      put("in/README.md", next_part(rest));
      put("in/data/train.csv", next_part(rest));
      put("in/data/test.jsonl", rest);
      return folder() + "/in";
    case 2:
      put("in.csv", rest);
      return folder() + "/in.csv";
    default:
      put("in.jsonl", rest);
      return folder() + "/in.jsonl";
  }
}

void run(std::uint8_t first, std::string_view bytes) {
  constexpr const char* kFrom[] = {"audformat", "hugging_face", "table", "table"};
  fs::remove_all(folder());
  fs::create_directories(folder());
  ConvertOptions options;
  options.input = make_input(first, bytes);
  options.from = kFrom[first % 4];
  Notes notes;
  const auto dataset = read_dataset(options, notes);
  if (!dataset) return;
  options.write.overwrite = Overwrite::replace;
  options.write.tables = (first & 4) != 0 ? TableFormat::csv : TableFormat::parquet;
  options.write.copy_media = (first & 8) != 0;
  for (const char* to : {"audformat", "hugging_face", "label_studio", "table"}) {
    options.to = to;
    options.output = folder() + (to == std::string_view("table") ? "/out.parquet" : std::string("/out_") + to);
    (void)write_dataset(*dataset, options, notes);
  }
}

}  // namespace
}  // namespace openaffect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) openaffect::fuzz::run(data[0], {reinterpret_cast<const char*>(data + 1), size - 1});
  return 0;
}
