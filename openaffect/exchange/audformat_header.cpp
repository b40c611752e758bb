// db.yaml: the header of an audformat database, both ways.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "openaffect/exchange/audformat.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/values.h"
#include "openaffect/exchange/yaml.h"

namespace openaffect {
namespace {

constexpr std::string_view kHomepage = "https://github.com/audeering/audformat";

class HeaderReader {
 public:
  HeaderReader(const YamlDocument& document, const std::string& file, Notes& notes)
      : header_(document.value), lines_(document.lines), file_(file), notes_(notes) {}

  Result<Dataset> read() {
    if (!header_.is_object()) return error("a header that is no mapping");
    Dataset dataset;
    dataset.name = text_of(header_, "name");
    if (dataset.name.empty()) return error("without name");
    dataset.description = text_of(header_, "description");
    dataset.source = text_of(header_, "source");
    dataset.usage = text_of(header_, "usage");
    dataset.licence = text_of(header_, "license");
    dataset.languages = yaml_words(member_of(header_, "languages"));
    dataset.more = without(header_, {"name", "description", "source", "usage", "license", "languages", "attachments",
                                     "media", "raters", "schemes", "splits", "tables", "misc_tables"});
    OA_TRY(attachments, parts("attachments", "path", ""));
    OA_TRY(media, parts("media", "type", "other"));
    OA_TRY(raters, parts("raters", "type", "human"));
    OA_TRY(splits, parts("splits", "type", "other"));
    dataset.attachments = attachments, dataset.media = media, dataset.raters = raters, dataset.splits = splits;
    for (const DatasetPart& rater : dataset.raters) raters_.insert(rater.id);
    OA_CHECK(read_schemes(dataset));
    OA_CHECK(read_tables("tables", dataset));
    OA_CHECK(read_tables("misc_tables", dataset));
    return dataset;
  }

 private:
  // `path`: of the keys that it is about ("tables/files"); its line, or that of what it lies in, is named.
  Error error(const std::string& what, std::string path = "") const {
    Error error{ErrorKind::format, "audformat: " + what, {file_, {}, "", {}}};
    while (!error.where.row && !path.empty()) {
      if (const auto line = lines_.find(path); line != lines_.end()) error.where.row = line->second;
      const std::size_t slash = path.rfind('/');
      path.resize(slash == std::string::npos ? 0 : slash);
    }
    return error;
  }

  // The mapping of mappings `key`; nothing when it is absent or null.
  Result<const Fields*> mapping(const Fields& object, std::string_view key) const {
    static const Fields kNone = Fields::object();
    const Fields& found = member_of(object, key);
    if (found.is_null()) return &kNone;
    if (!found.is_object()) return error(fmt::format("{} is no mapping", key), std::string(key));
    for (const auto& [id, value] : found.items())
      if (!value.is_object() && !value.is_null())
        return error(fmt::format("{}.{} is no mapping", key, id), fmt::format("{}/{}", key, id));
    return &found;
  }

  Result<std::vector<DatasetPart>> parts(std::string_view key, std::string_view type,
                                         std::string_view otherwise) const {
    OA_TRY(found, mapping(header_, key));
    std::vector<DatasetPart> made;
    for (const auto& [id, value] : found->items()) {
      DatasetPart part{id, text_of(value, type), text_of(value, "description"), without(value, {type, "description"})};
      if (part.type.empty()) part.type = otherwise;
      made.push_back(std::move(part));
    }
    return made;
  }

  Result<Done> read_schemes(Dataset& dataset) {
    OA_TRY(found, mapping(header_, "schemes"));
    for (const auto& [id, value] : found->items()) {
      DatasetScheme scheme;
      scheme.id = id;
      const std::string type = text_of(value, "dtype");
      const auto known = type.empty() ? std::optional(ValueType::text) : value_type_of_name(type);
      if (!known) return error(fmt::format("scheme {}: dtype {} is none that we know", id, type), "schemes/" + id);
      scheme.type = *known;
      OA_CHECK(read_labels(member_of(value, "labels"), scheme));
      scheme.minimum = member_of(value, "minimum");
      scheme.maximum = member_of(value, "maximum");
      scheme.description = text_of(value, "description");
      scheme.more = without(value, {"dtype", "labels", "minimum", "maximum", "description"});
      if (text_of(scheme.more, "openaffect_type") == "true") {
        of_type_alone_[id] = std::string(value_type_name(scheme.type));
        continue;
      }
      if (text_of(scheme.more, "openaffect_several") == "true") {
        scheme.several = true;
        scheme.more = without(scheme.more, {"openaffect_several", "openaffect_labels"});
        for (const Fields& label : member_of(value, "openaffect_labels")) scheme.labels.push_back(plain(label));
        scheme.type = ValueType::text;
      }
      schemes_.insert(id);
      dataset.schemes.push_back(std::move(scheme));
    }
    return Done{};
  }

  static std::string plain(const Fields& label) {
    return label.is_string() ? label.get<std::string>() : json_line(label);
  }

  Result<Done> read_labels(const Fields& labels, DatasetScheme& scheme) const {
    if (labels.is_string())
      scheme.labels_from = labels.get<std::string>();
    else if (labels.is_array())
      for (const Fields& label : labels) scheme.labels.push_back(plain(label));
    else if (labels.is_object())
      for (const auto& [label, about] : labels.items()) scheme.labels.push_back(label), scheme.about.push_back(about);
    else if (!labels.is_null())
      return error(fmt::format("labels of scheme {}: no list, mapping or table", scheme.id), "schemes/" + scheme.id);
    return Done{};
  }

  Result<Done> read_tables(std::string_view key, Dataset& dataset) {
    OA_TRY(found, mapping(header_, key));
    for (const auto& [id, value] : found->items()) {
      if (id.find('/') != std::string::npos || id.find('\0') != std::string::npos)
        return error(fmt::format("table {}: a name with a slash in it", id), std::string(key));
      const std::string path = fmt::format("{}/{}", key, id);
      if (!tables_.insert(id).second) return error(fmt::format("a second table {}", id), path);
      DatasetTable table;
      table.id = id;
      OA_CHECK(key == "tables" ? file_keys(text_of(value, "type"), table)
                               : level_keys(member_of(value, "levels"), table));
      table.split = text_of(value, "split_id");
      table.media = text_of(value, "media_id");
      table.description = text_of(value, "description");
      table.more = without(value, {"type", "levels", "split_id", "media_id", "description", "columns", "is_segmented"});
      if (const std::string group = text_of(table.more, "openaffect_config"); !group.empty()) {
        table.group = group;
        table.more = without(table.more, {"openaffect_config"});
      }
      OA_CHECK(read_columns(member_of(value, "columns"), path, table));
      dataset.tables.push_back(std::move(table));
    }
    return Done{};
  }

  static void add_key(const std::string& name, ValueType type, DatasetTable& table) {
    DatasetColumn key{{name, TableColumn::Cells<std::string>()}};
    key.more["dtype"] = std::string(value_type_name(type));
    table.columns.push_back(std::move(key));
    ++table.keys;
  }

  Result<Done> file_keys(const std::string& type, DatasetTable& table) const {
    if (type != "filewise" && type != "segmented")
      return error(fmt::format("table {}: type is neither filewise nor segmented", table.id), "tables/" + table.id);
    table.kind = type == "filewise" ? TableKind::files : TableKind::segments;
    add_key("file", ValueType::text, table);
    if (type == "filewise") return Done{};
    add_key("start", ValueType::duration, table);
    add_key("end", ValueType::duration, table);
    return Done{};
  }

  // {idx: str}, or of earlier versions [idx].
  Result<Done> level_keys(const Fields& levels, DatasetTable& table) const {
    if (levels.is_object() && !levels.empty()) {
      for (const auto& [name, type] : levels.items()) {
        const auto known = type.is_string() ? value_type_of_name(type.get<std::string>()) : std::nullopt;
        if (!known)
          return error(fmt::format("table {}: level {} of a dtype that we do not know", table.id, name),
                       "misc_tables/" + table.id);
        add_key(name, *known, table);
      }
    } else if (levels.is_array() && !levels.empty()) {
      for (const Fields& name : levels) add_key(plain(name), ValueType::object, table);
    } else if (!levels.is_null()) {
      return error(fmt::format("table {}: levels are neither a mapping nor a list", table.id),
                   "misc_tables/" + table.id);
    }
    return Done{};
  }

  Result<Done> read_columns(const Fields& columns, const std::string& path, DatasetTable& table) const {
    if (columns.is_null()) return Done{};
    if (!columns.is_object()) return error(fmt::format("table {}: columns are no mapping", table.id), path);
    for (const auto& [id, value] : columns.items()) {
      DatasetColumn column{{id, TableColumn::Cells<std::string>()},
                           text_of(value, "scheme_id"),
                           text_of(value, "rater_id"),
                           text_of(value, "description"),
                           without(value, {"scheme_id", "rater_id", "description", "has_confidence"})};
      if (const auto type = of_type_alone_.find(column.scheme); type != of_type_alone_.end()) {
        column.more["openaffect_type"] = type->second;  // for whoever reads the cells
        column.scheme.clear();
      }
      if (!column.scheme.empty() && !schemes_.contains(column.scheme))
        return error(fmt::format("column {} of table {}: there is no scheme {}", id, table.id, column.scheme),
                     path + "/columns/" + id);
      if (!column.rater.empty() && !raters_.contains(column.rater))
        return error(fmt::format("column {} of table {}: there is no rater {}", id, table.id, column.rater),
                     path + "/columns/" + id);
      for (std::size_t key = 0; key < table.keys; ++key)
        if (table.columns[key].cells.name == id)
          return error(fmt::format("column {} of table {} is a key too", id, table.id), path + "/columns/" + id);
      table.columns.push_back(std::move(column));
      if (member_of(value, "has_confidence") == Fields(true))
        notes_.add(fmt::format("confidences of column {} stand in an older form and are left out", id));
    }
    return Done{};
  }

  const Fields& header_;
  const std::map<std::string, std::uint64_t>& lines_;
  const std::string& file_;
  Notes& notes_;
  // Ids: looking one up among the parts themselves takes time in their number.
  std::unordered_set<std::string> schemes_, raters_, tables_;
  std::unordered_map<std::string, std::string> of_type_alone_;  // schemes that write_audformat() made, and their types
};

void set_if(Fields& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

Fields parts_fields(const std::vector<DatasetPart>& parts, const char* type) {
  Fields made = Fields::object();
  for (const DatasetPart& part : parts) {
    Fields& value = made[part.id] = Fields::object();
    set_if(value, "description", part.description);
    value[type] = part.type;
    add_fields(value, part.more);
  }
  return made;
}

// A label as a list or a mapping's key has it: a number where the scheme is of numbers.
Fields label_value(const DatasetScheme& scheme, const std::string& label) {
  if (scheme.type != ValueType::integer && scheme.type != ValueType::number) return label;
  const auto number = parse_document(label, "");
  return number && number->is_number() ? *number : Fields(label);
}

Fields labels_fields(const DatasetScheme& scheme) {
  if (scheme.about.size() != scheme.labels.size() || scheme.about.empty()) {
    Fields list = Fields::array();
    for (const std::string& label : scheme.labels) list.push_back(label_value(scheme, label));
    return list;
  }
  Fields mapping = Fields::object();
  for (std::size_t i = 0; i < scheme.labels.size(); ++i) {
    const std::string& label = scheme.labels[i];
    append_member(mapping, label_value(scheme, label).is_number() ? number_key(label) : label, scheme.about[i]);
  }
  return mapping;
}

Fields scheme_fields(const DatasetScheme& scheme) {
  Fields value = Fields::object();
  set_if(value, "description", scheme.description);
  // Lists of labels are objects to audformat, whose schemes allow one label a cell.
  value["dtype"] = std::string(value_type_name(scheme.several ? ValueType::object : scheme.type));
  if (!scheme.labels_from.empty())
    value["labels"] = scheme.labels_from;
  else if (!scheme.labels.empty() && !scheme.several)
    value["labels"] = labels_fields(scheme);
  if (!scheme.minimum.is_null()) value["minimum"] = scheme.minimum;
  if (!scheme.maximum.is_null()) value["maximum"] = scheme.maximum;
  if (scheme.several) {
    value["openaffect_several"] = true;
    value["openaffect_labels"] = scheme.labels;
  }
  add_fields(value, scheme.more);
  return value;
}

Fields column_fields(const DatasetColumn& column) {
  Fields value = Fields::object();
  set_if(value, "description", column.description);
  set_if(value, "scheme_id", column.scheme);
  set_if(value, "rater_id", column.rater);
  add_fields(value, column.more);
  return value;
}

Fields table_fields(const DatasetTable& table) {
  Fields value = Fields::object();
  set_if(value, "description", table.description);
  if (table.kind == TableKind::files)
    value["type"] = "filewise";
  else if (table.kind == TableKind::segments)
    value["type"] = "segmented";
  else
    for (std::size_t i = 0; i < table.keys; ++i)
      value["levels"][table.columns[i].cells.name] =
          std::string(value_type_name(value_type_of(table.columns[i].cells)));
  set_if(value, "split_id", table.split);
  set_if(value, "media_id", table.media);
  for (std::size_t i = table.keys; i < table.columns.size(); ++i)
    value["columns"][table.columns[i].cells.name] = column_fields(table.columns[i]);
  set_if(value, "openaffect_config", table.group);
  add_fields(value, table.more);
  return value;
}

}  // namespace

Result<Dataset> parse_audformat_header(std::string_view yaml, const std::string& file, Notes& notes) {
  OA_TRY(document, parse_yaml_document(yaml, file));
  Fields& header = document.value;
  // Of early versions: {NAME: {…}}
  if (header.is_object() && header.size() == 1 && header.begin()->is_object() && !header.contains("name")) {
    Fields named = {{"name", header.begin().key()}};
    add_fields(named, header.front());
    header = std::move(named);
    document.lines.clear();  // which are those of longer paths
  }
  return HeaderReader(document, file, notes).read();
}

std::string audformat_header(const Dataset& dataset) {
  constexpr std::string_view kUsages[] = {"commercial", "other", "research", "restricted", "unrestricted"};
  Fields header = {{"name", dataset.name.empty() ? "dataset" : dataset.name}};
  set_if(header, "description", dataset.description);
  header["source"] = dataset.source;
  const bool known = std::find(std::begin(kUsages), std::end(kUsages), dataset.usage) != std::end(kUsages);
  header["usage"] = known ? dataset.usage : "other";
  if (!dataset.languages.empty()) header["languages"] = dataset.languages;
  set_if(header, "license", dataset.licence);
  const auto add = [&](const char* key, Fields value) {
    if (!value.empty()) header[key] = std::move(value);
  };
  add("attachments", parts_fields(dataset.attachments, "path"));
  add("media", parts_fields(dataset.media, "type"));
  add("raters", parts_fields(dataset.raters, "type"));
  Fields schemes = Fields::object(), tables = Fields::object(), misc_tables = Fields::object();
  for (const DatasetScheme& scheme : dataset.schemes) schemes[scheme.id] = scheme_fields(scheme);
  for (const DatasetTable& table : dataset.tables)
    (table.kind == TableKind::items ? misc_tables : tables)[table.id] = table_fields(table);
  add("schemes", std::move(schemes));
  add("splits", parts_fields(dataset.splits, "type"));
  add("tables", std::move(tables));
  add("misc_tables", std::move(misc_tables));
  add_fields(header, dataset.more);
  if (!header.contains("audformat")) header["audformat"] = std::string(kHomepage);
  return yaml_text(header, {{"expires"}});
}

}  // namespace openaffect
