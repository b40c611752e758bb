#include "openaffect/learn/target_cells.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

constexpr std::string_view kField = "{field}";
constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kNamed = 3;        // labels outside the scheme, in a message
constexpr std::size_t kShownBytes = 60;  // of each
constexpr double kRounding = 1e-6;       // of the width of a range, beyond its ends

std::string with_field(std::string column, const std::string& field) {
  if (const auto at = column.find(kField); at != std::string::npos) column.replace(at, kField.size(), field);
  return column;
}

Error unfit(const std::string& what) {
  return Error{ErrorKind::format, what};
}

std::vector<std::string> ids_of(const Scheme& scheme) {
  std::vector<std::string> ids;
  for (const Label& label : scheme.labels()) ids.push_back(label.id);
  for (const NumberField& field : scheme.fields()) ids.push_back(field.id);
  return ids;
}

Result<SchemeMapping> find_mapping(const std::string& name) {
  std::vector<std::string> known;
  for (SchemeMapping& mapping : built_in_mappings()) {
    known.push_back(mapping.from() + "_to_" + mapping.to());
    if (known.back() == name) return std::move(mapping);
  }
  return Error{ErrorKind::unknown, unknown_name_message("mapping", name, known)};
}

std::vector<std::string_view> at_commas(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    words.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return words;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Result<Done> check_fit(const RecipeHead& head, const RecipeTarget& target) {
  const bool is_numbers = head.kind == HeadKind::regression;
  const std::size_t labels = head.scheme->labels().size(), fields = head.scheme->fields().size();
  const bool has_place = target.column.find(kField) != std::string::npos;
  if (is_numbers && !has_place && fields > 1)
    return unfit(fmt::format("column: the head {} has {} numbers; \"{}\" in the column's name stands for them", head.id,
                             fields, kField));
  if (has_place && !is_numbers && head.kind != HeadKind::distribution)
    return unfit(fmt::format("column: {} is for numbers, and for counts of a distribution", kField));
  if (!target.mapping.empty() && (is_numbers || has_place || !target.cuts.empty()))
    return unfit("mapping: only labels can be mapped");
  if (!target.cuts.empty() && (is_numbers || has_place)) return unfit("cuts: only for labels");
  if (!target.cuts.empty() && target.cuts.size() + 1 != labels)
    return unfit(fmt::format("cuts: {} given; {} labels need {}", target.cuts.size(), labels, labels - 1));
  for (std::size_t i = 0; i < target.cuts.size(); ++i)
    if (!std::isfinite(target.cuts[i]) || (i > 0 && !(target.cuts[i] > target.cuts[i - 1])))
      return unfit(fmt::format("cuts[{}]: {} is not above the one before", i, target.cuts[i]));
  const bool scales = target.scale != 1 || target.offset != 0;
  if (scales && !is_numbers && target.cuts.empty()) return unfit("scale: only of numbers");
  if (!std::isfinite(target.scale) || target.scale == 0 || !std::isfinite(target.offset))
    return unfit("scale: a number other than 0 is wanted");
  return Done{};
}

}  // namespace

TargetReader::TargetReader(const RecipeHead& head, const RecipeTarget& target)
    : kind_(head.kind), scheme_(head.scheme), target_(target), written_(head.scheme) {
  if (target.column.find(kField) == std::string::npos)
    columns_ = {target.column};
  else
    for (const std::string& id : ids_of(*scheme_)) columns_.push_back(with_field(target.column, id));
  matrix_.head = head.id;
  const bool is_one = kind_ == HeadKind::single_label || kind_ == HeadKind::ordinal;
  matrix_.columns = is_one ? 1 : kind_ == HeadKind::regression ? scheme_->fields().size() : scheme_->labels().size();
}

Result<TargetReader> TargetReader::create(const RecipeHead& head, const RecipeTarget& target) {
  OA_CHECK(check_fit(head, target));
  TargetReader reader(head, target);
  if (!target.mapping.empty()) {
    OA_TRY(mapping, find_mapping(target.mapping));
    if (mapping.to() != head.scheme->id())
      return unfit(fmt::format("mapping: {} gives labels of {}, and the head has {}", target.mapping, mapping.to(),
                               head.scheme->id()));
    reader.written_ = built_in_scheme(mapping.from());
    if (reader.written_->labels().empty()) return unfit("mapping: only labels can be mapped");
    reader.mapping_ = std::move(mapping);
  }
  if (head.kind != HeadKind::regression) reader.names_.emplace(reader.written_);
  return reader;
}

Result<Done> TargetReader::add_row(std::span<const std::optional<std::string>* const> cells, std::uint64_t row) {
  if (kind_ == HeadKind::regression) return add_numbers(cells, row);
  if (target_.column.find(kField) != std::string::npos) return add_counts(cells, row);
  return add_labels(*cells[0], row);
}

Result<double> TargetReader::number(std::string_view cell, std::uint64_t row, std::size_t column) const {
  const auto number = cell_number(cell);
  if (!number)
    return Error{ErrorKind::format,
                 fmt::format("'{}' is no number", cell.substr(0, kShownBytes)),
                 {"", row, columns_[column], {}}};
  return target_.scale * *number + target_.offset;
}

Result<Done> TargetReader::add_numbers(std::span<const std::optional<std::string>* const> cells, std::uint64_t row) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!*cells[i] || is_blank(**cells[i])) {
      matrix_.values.push_back(kNothing);
      continue;
    }
    OA_TRY(value, number(**cells[i], row, i));
    const NumberField& field = scheme_->fields()[i];
    const double room = kRounding * (field.maximum - field.minimum);
    if (value < field.minimum - room || value > field.maximum + room)
      return Error{ErrorKind::format,
                   fmt::format("{} is outside {} … {}, the range of {} (a target's scale and offset bring it there)",
                               value, field.minimum, field.maximum, field.id),
                   {"", row, columns_[i], {}}};
    matrix_.values.push_back(static_cast<float>(std::clamp(value, field.minimum, field.maximum)));
  }
  return Done{};
}

Result<Done> TargetReader::add_counts(std::span<const std::optional<std::string>* const> cells, std::uint64_t row) {
  std::vector<double> counts(cells.size());
  double all = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!*cells[i] || is_blank(**cells[i])) continue;
    OA_TRY(count, number(**cells[i], row, i));
    if (count < 0)
      return Error{ErrorKind::format, fmt::format("{} is below 0, no count", count), {"", row, columns_[i], {}}};
    counts[i] = count;
    all += count;
  }
  for (const double count : counts) matrix_.values.push_back(all > 0 ? static_cast<float>(count / all) : kNothing);
  return Done{};
}

void TargetReader::add_unknown(std::string word, std::uint64_t row) {
  if (unknown_.empty()) first_unknown_ = row;
  word = word.substr(0, kShownBytes);
  if (unknown_.size() < kNamed && std::ranges::find(unknown_, word) == unknown_.end())
    unknown_.push_back(std::move(word));
}

Result<std::vector<LabelId>> TargetReader::labels_of(std::string_view cell, std::uint64_t row) {
  std::vector<LabelId> labels;
  const auto cut = [&](double value) {
    return static_cast<LabelId>(std::ranges::upper_bound(target_.cuts, value) - target_.cuts.begin());
  };
  if (const LabelId whole = target_.cuts.empty() ? names_->find(cell) : kNoLabel; whole != kNoLabel)
    return std::vector{whole};
  for (const std::string& word : cell_words(cell)) {
    if (!target_.cuts.empty()) {
      OA_TRY(value, number(word, row, 0));
      labels.push_back(cut(value));
    } else if (const LabelId label = names_->find(word); label != kNoLabel) {
      labels.push_back(label);
    } else {
      const bool joined = word.find(',') != std::string::npos;
      for (const std::string_view part : joined ? at_commas(word) : std::vector<std::string_view>{word}) {
        if (joined && is_blank(part)) continue;
        if (const LabelId one = names_->find(part); one != kNoLabel)
          labels.push_back(one);
        else
          add_unknown(std::string(part), row);
      }
    }
  }
  return labels;
}

Result<Done> TargetReader::add_labels(const std::optional<std::string>& cell, std::uint64_t row) {
  const auto say_nothing = [&] {
    matrix_.values.insert(matrix_.values.end(), matrix_.columns, kNothing);
    return Done{};
  };
  if (!cell || is_blank(*cell)) return say_nothing();
  OA_TRY(labels, labels_of(*cell, row));
  if (labels.empty() && kind_ != HeadKind::multi_label) return say_nothing();
  if (mapping_) {
    const std::size_t written = labels.size();
    for (LabelId& label : labels) label = mapping_->apply(label);
    const bool is_one = kind_ == HeadKind::single_label || kind_ == HeadKind::ordinal;
    if (!is_one) std::erase(labels, kNoLabel);
    if (labels.empty() && written > 0) return say_nothing();
    if (is_one && std::ranges::find(labels, kNoLabel) != labels.end()) return say_nothing();
  }
  append_labels(labels);
  return Done{};
}

void TargetReader::append_labels(const std::vector<LabelId>& labels) {
  if (kind_ == HeadKind::single_label || kind_ == HeadKind::ordinal) {
    const bool agree = std::ranges::all_of(labels, [&](LabelId label) { return label == labels[0]; });
    contradictions_ += agree ? 0 : 1;
    matrix_.values.push_back(agree ? static_cast<float>(labels[0]) : kNothing);
    return;
  }
  const std::size_t first = matrix_.values.size();
  matrix_.values.resize(first + matrix_.columns);
  const auto row = std::span(matrix_.values).subspan(first);
  for (const LabelId label : labels) {
    float& value = row[static_cast<std::size_t>(label)];
    value = kind_ == HeadKind::multi_label ? 1.0F : value + 1.0F;
  }
  if (kind_ == HeadKind::distribution && !labels.empty())
    for (float& value : row) value /= static_cast<float>(labels.size());
}

bool TargetReader::last_row_says_something() const {
  const auto row = std::span(matrix_.values).last(matrix_.columns);
  return std::ranges::any_of(row, [](float value) { return !std::isnan(value); });
}

Result<TargetMatrix> TargetReader::finish(const std::string& path) {
  if (unknown_.empty()) return std::move(matrix_);
  std::string shown;
  for (const std::string& word : unknown_) shown += (shown.empty() ? "'" : ", '") + word + "'";
  const std::string near = nearest_name(unknown_[0], ids_of(*written_));
  std::string what = fmt::format("{} {} of the scheme {}", shown,
                                 unknown_.size() == 1 ? "is no label" : "are no labels", written_->id());
  if (!near.empty()) what += fmt::format("; did you mean '{}'?", near);
  return Error{ErrorKind::unknown, what, {path, first_unknown_, target_.column, {}}};
}

}  // namespace openaffect
