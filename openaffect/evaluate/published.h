// The figures that papers print for a benchmark, cell by cell.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

namespace scheme_json {
class Object;
}

// What a column of a printed table is about.
struct PublishedPlace {
  std::string task;        // BenchmarkTask::id
  std::string metric;      // a stable name; may be one that is not computed here ("cider")
  std::string field = {};  // of the task; "": over all of them
  std::string part = {};   // a share of the items that the paper tells apart ("D1"); "": all of them

  bool operator==(const PublishedPlace&) const = default;
};

struct PublishedValue {
  std::string system;
  PublishedPlace place;
  double value = 0;
  std::string source;            // "Liu et al. 2024, results on AEB-1"
  std::size_t column = 0;        // position in the printed table
  std::string title = {};        // of the column, short: "maF1"; "": none
  std::string column_note = {};  // what one has to know before comparing: of the whole column,
  std::string row_note = {};     // and of this system
  std::string rater = {};        // ours that is this system under another name: "pattern" is TextBlob's; "": none

  std::string note() const;  // both
};

// One printed table: rows are systems, columns are places. In JSON (docs/benchmark_files.md):
//   {"source": …, "columns": [{"task": …, "metric": …, "field": …, "part": …, "title": …, "note": …}],
//    "rows": [{"system": …, "values": [.8, null, …], "rater": …, "note": …}]}
// A null is a cell that the paper leaves empty. Fails with the path of what is missing, unknown or of the wrong type,
// when a row has not one value a column, when a column names no task of `tasks`, and when a place stands twice.
Result<std::vector<PublishedValue>> parse_published(const scheme_json::Object& table,
                                                    std::span<const std::string> tasks);

// The figure of one system at a place. Names are compared without regard to case, blanks, '-' and '_', so that
// "EmoLLaMA-chat-13B" is the "Emollama-chat-13b" of a file. The first, where several tables have it. Null when none
// has.
const PublishedValue* find_published(std::span<const PublishedValue> values, std::string_view system,
                                     const PublishedPlace& place);

// Whether a system's name means the one of this figure.
bool is_same_system(const PublishedValue& value, std::string_view system);

// All systems of a place, in the order of the table.
std::vector<PublishedValue> published_at(std::span<const PublishedValue> values, const PublishedPlace& place);

}  // namespace openaffect
