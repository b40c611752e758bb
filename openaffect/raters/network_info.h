// What raters made of networks say of themselves in the same words.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "openaffect/core/rater.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/raters/network_head.h"
#include "openaffect/raters/neural_library.h"
#include "openaffect/raters/windows.h"

namespace openaffect {

// Windows of settings.window tokens, by default `tuned`, with their frame. Error `unknown` for a window that the model
// cannot hold and an overlap that fills it.
Result<WindowRule> network_windows(const NetworkRequest& request, const ModelFolder& folder, std::size_t tuned);

// Those of the heads, then the embedding if it is wanted.
std::vector<RaterField> network_fields(const NetworkRequest& request, const ModelFolder& folder,
                                       std::span<const NetworkHead> heads);

// precision, window, overlap, most_windows.
std::vector<std::pair<std::string, std::string>> network_settings_used(Precision precision, const ModelFolder& folder,
                                                                       const WindowRule& windows);

// Architecture, sizes, precision, device, memory. Reads the weights whole, for their hash.
nlohmann::ordered_json network_details(const ModelFolder& folder, Precision precision, Device device);

}  // namespace openaffect
