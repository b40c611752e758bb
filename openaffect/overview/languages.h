// The languages of a table's texts, from the sample of its rows, and what follows for raters that do not know them.
#pragma once

#include <string>
#include <vector>

#include "openaffect/overview/rated_table.h"
#include "openaffect/overview/sample.h"
#include "openaffect/text/language.h"

namespace openaffect {

struct SourceLanguages {
  std::size_t source = 0;  // position in RatedTable::sources
  LanguageSample sample;
};

// Of at most 500 sampled texts a source (a detection takes 30 µs).
std::vector<SourceLanguages> source_languages(const RatedTable& table, const RowSample& sample);

// One sentence for each source of which one text in twenty or more is in a language that a rater does not know:
// lexicons call such texts neutral. Not from fewer than 10 recognised texts.
std::vector<std::string> language_warnings(const RatedTable& table, const std::vector<SourceLanguages>& languages);

}  // namespace openaffect
