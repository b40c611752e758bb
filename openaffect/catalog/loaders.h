// How the files of each data set become one table. Columns: id, text, split, then person, dialogue, turn, task, emotion
// where the set has them; gold columns named as their scheme and its fields; `ratings` and `raters`, lists in one
// order; `votes.LABEL`. Gold stands in the scheme's own range, ratings as people gave them. Splits are train,
// development, test. docs/data.md lists the columns of every set.
#pragma once

#include <span>
#include <string_view>

#include "openaffect/catalog/item_table.h"
#include "openaffect/catalog/raw_files.h"

namespace openaffect {

using LoadFunction = Result<Done> (*)(const RawFiles& files, ItemTable& table);

struct Loader {
  std::string_view name;  // CatalogEntry::loader
  LoadFunction load;
};

std::span<const Loader> loaders();

// `unknown`, with the nearest name, when there is none.
Result<LoadFunction> find_loader(std::string_view name);

Result<Done> load_aeb(const RawFiles& files, ItemTable& table);
Result<Done> load_annomi(const RawFiles& files, ItemTable& table);
Result<Done> load_crema_d(const RawFiles& files, ItemTable& table);
Result<Done> load_emobank(const RawFiles& files, ItemTable& table);
Result<Done> load_emobank_readers(const RawFiles& files, ItemTable& table);
Result<Done> load_empathetic_dialogues(const RawFiles& files, ItemTable& table);
Result<Done> load_esconv(const RawFiles& files, ItemTable& table);
Result<Done> load_goemotions(const RawFiles& files, ItemTable& table);
Result<Done> load_lewidi(const RawFiles& files, ItemTable& table);
Result<Done> load_semeval2018(const RawFiles& files, ItemTable& table);
Result<Done> load_sst(const RawFiles& files, ItemTable& table);
Result<Done> load_tweeteval(const RawFiles& files, ItemTable& table);
Result<Done> load_vader_sets(const RawFiles& files, ItemTable& table);

}  // namespace openaffect
