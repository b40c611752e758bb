#include "openaffect/exchange/losses.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "openaffect/exchange/json.h"

namespace openaffect {
namespace {

bool any_table(const Dataset& dataset, auto is) {
  return std::any_of(dataset.tables.begin(), dataset.tables.end(), is);
}

// Of a column that is no key.
bool any_column(const Dataset& dataset, auto is) {
  return any_table(dataset, [&](const DatasetTable& table) {
    return std::any_of(table.columns.begin() + static_cast<std::ptrdiff_t>(table.keys), table.columns.end(), is);
  });
}

bool any_part(const std::vector<DatasetPart>& parts, auto is) {
  return std::any_of(parts.begin(), parts.end(), is);
}

bool has_ratings(const Dataset& dataset) {
  return any_table(dataset, [](const DatasetTable& table) { return table.kind == TableKind::ratings; });
}

// Whether a scheme or rater is there that no column names; ratings may name any.
template <class Part>
bool any_unused(const Dataset& dataset, const std::vector<Part>& parts, std::string DatasetColumn::*id) {
  if (has_ratings(dataset)) return false;
  std::unordered_set<std::string_view> used;
  for (const DatasetTable& table : dataset.tables)
    for (const DatasetColumn& column : table.columns) used.insert(column.*id);
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return !used.contains(part.id); });
}

bool says_more(const DatasetPart& part) {
  return !part.description.empty() || part.more.is_object();
}

bool is_more_said(const DatasetScheme& scheme) {
  return !scheme.minimum.is_null() || !scheme.maximum.is_null() || !scheme.about.empty() ||
         !scheme.description.empty() || !without(scheme.more, {"control"}).is_null();
}

// A column's dtype is only how wide its numbers are.
bool is_more_said(const DatasetColumn& column) {
  return !column.description.empty() || !without(column.more, {"dtype"}).is_null();
}

bool is_more_said(const DatasetTable& table) {
  return !table.description.empty() || !table.media.empty() || table.more.is_object();
}

struct Loss {
  Said what;
  bool (*is_there)(const Dataset& dataset);
  const char* note;
};

constexpr Loss kLosses[] = {
    {Said::source, [](const Dataset& d) { return !d.source.empty(); }, "where the set comes from (source) is left out"},
    {Said::usage, [](const Dataset& d) { return !d.usage.empty(); },
     "what the set may be used for (usage) is left out"},
    {Said::licence, [](const Dataset& d) { return !d.licence.empty(); }, "the licence is left out"},
    {Said::languages, [](const Dataset& d) { return !d.languages.empty(); }, "the languages are left out"},
    {Said::description, [](const Dataset& d) { return !d.description.empty(); }, "the set's description is left out"},
    {Said::more, [](const Dataset& d) { return !without(d.more, {"audformat"}).is_null(); },
     "what else is said of the whole set is left out"},
    {Said::media, [](const Dataset& d) { return !d.media.empty(); },
     "what is said of media (rates, channels, formats) is left out"},
    {Said::attachments, [](const Dataset& d) { return !d.attachments.empty(); }, "attachments are left out"},
    {Said::column_raters,
     [](const Dataset& d) { return any_column(d, [](const DatasetColumn& c) { return !c.rater.empty(); }); },
     "which rater a column is of is left out"},
    {Said::scheme_names,
     [](const Dataset& d) {
       return any_column(d, [](const DatasetColumn& c) { return !c.scheme.empty() && c.scheme != c.cells.name; });
     },
     "schemes are called as the columns that they are of"},
    {Said::keys,
     [](const Dataset& d) {
       return any_table(d, [](const DatasetTable& t) { return t.kind == TableKind::items && t.keys > 0; });
     },
     "which columns of tables of items are keys is left out"},
    {Said::about_raters, [](const Dataset& d) { return any_part(d.raters, says_more); },
     "what is said of raters beyond their names is left out"},
    {Said::about_splits,
     [](const Dataset& d) {
       return any_part(d.splits, [](const DatasetPart& s) { return says_more(s) || s.type != usual_split_type(s.id); });
     },
     "what is said of splits beyond their names is left out"},
    {Said::about_schemes,
     [](const Dataset& d) {
       return std::any_of(d.schemes.begin(), d.schemes.end(), [](const DatasetScheme& s) { return is_more_said(s); });
     },
     "ranges, descriptions and what is said of single labels of schemes are left out"},
    {Said::about_columns,
     [](const Dataset& d) { return any_column(d, [](const DatasetColumn& c) { return is_more_said(c); }); },
     "descriptions of columns are left out"},
    {Said::about_tables,
     [](const Dataset& d) { return any_table(d, [](const DatasetTable& t) { return is_more_said(t); }); },
     "what is said of single tables is left out"},
    {Said::unused_schemes, [](const Dataset& d) { return any_unused(d, d.schemes, &DatasetColumn::scheme); },
     "schemes that no column is of are left out"},
    {Said::unused_raters, [](const Dataset& d) { return any_unused(d, d.raters, &DatasetColumn::rater); },
     "raters that no column is of are left out"},
};

}  // namespace

void note_unsaid(const Dataset& dataset, std::initializer_list<Said> said, Notes& notes) {
  for (const Loss& loss : kLosses)
    if (std::find(said.begin(), said.end(), loss.what) == said.end() && loss.is_there(dataset)) notes.add(loss.note);
}

}  // namespace openaffect
