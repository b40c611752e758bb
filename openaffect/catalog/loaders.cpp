#include "openaffect/catalog/loaders.h"

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

constexpr Loader kLoaders[] = {
    {"aeb", load_aeb},
    {"annomi", load_annomi},
    {"crema_d", load_crema_d},
    {"emobank", load_emobank},
    {"emobank-readers", load_emobank_readers},
    {"empathetic_dialogues", load_empathetic_dialogues},
    {"esconv", load_esconv},
    {"goemotions", load_goemotions},
    {"lewidi", load_lewidi},
    {"semeval2018", load_semeval2018},
    {"sst", load_sst},
    {"tweeteval", load_tweeteval},
    {"vader-sets", load_vader_sets},
};

}  // namespace

std::span<const Loader> loaders() {
  return kLoaders;
}

Result<LoadFunction> find_loader(std::string_view name) {
  std::vector<std::string> known;
  for (const Loader& loader : kLoaders) {
    if (loader.name == name) return loader.load;
    known.emplace_back(loader.name);
  }
  return Error{ErrorKind::unknown, unknown_name_message("loader", name, known)};
}

}  // namespace openaffect
