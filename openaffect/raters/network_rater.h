// A network as a rater, whoever trained it: texts through a scorer, each head's outputs into its columns, words weighed
// by leaving them out.
#pragma once

#include <memory>
#include <vector>

#include "openaffect/core/rater.h"
#include "openaffect/raters/network_head.h"
#include "openaffect/raters/text_scorer.h"

namespace openaffect {

// The heads of a scorer's network.
std::vector<ScoredHead> scored_heads(std::span<const NetworkHead> heads);

// Status: no_text for a null; ok for every other text, the empty one too; truncated with values of what was read when a
// text has more windows than the scorer takes, or 16 MiB; error, with nulls, where the network gives no number.
// Evidence: leave_one_out.h over the text as it was given; fields and weights as network_head.h says. Up to 256 /
// windows words of a text, but at least 8; of more, neighbours are joined. Only the part of a text that was read has
// words.
//   info    its fields are those of the heads in their order, then one of kind vector where embeddings are wanted
//   scorer  of scored_heads(heads)
std::shared_ptr<const Rater> make_network_rater(RaterInfo info, std::vector<NetworkHead> heads, TextScorer scorer);

}  // namespace openaffect
