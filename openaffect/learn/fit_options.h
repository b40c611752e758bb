// How a network is trained. Every field is a flag of `openaffect train`, a field of a recipe and a line of the card.
#pragma once

#include <cstdint>
#include <string>

namespace openaffect {

struct FitOptions {
  double epochs = 4;
  double lr = 1.5e-4;        // of the last layer of the encoder, at its highest
  double head_lr = 1e-3;     // of the heads
  double layer_decay = 0.9;  // of the rate, by layer downwards
  double weight_decay = 0.01;
  double warmup = 0.06;          // share of the steps in which the rate rises; then it falls to 0 in a line
  double clip = 1;               // largest Euclidean length of the gradient; 0: any
  std::int64_t batch = 32;       // texts a step
  std::int64_t accumulate = 1;   // batches a step
  double ema = 0.999;            // of the weights that are kept; 0: those of the last step
  double dropout = 0.1;          // in the encoder, behind its products
  double attention_dropout = 0;  // of the attention's weights
  double head_dropout = 0.1;
  double temperature = 1;  // of sampling: a source is drawn in proportion to its batches to the power 1 / temperature
  double patience = 0;     // epochs without a better score on the development part before it stops; 0: never stops
  bool keep_best = true;   // the weights of the epoch with the best score, else the last
  std::int64_t seed = 1;
  std::int64_t threads = 0;  // 0: all
  std::int64_t checkpoint_seconds = 120;

  static void describe(auto&& field) {
    field("epochs", &FitOptions::epochs, "passes over the training part");
    field("lr", &FitOptions::lr, "learning rate of the encoder's last layer, at its highest");
    field("head_lr", &FitOptions::head_lr, "learning rate of the heads");
    field("layer_decay", &FitOptions::layer_decay, "factor of the rate from a layer to the one below, 0..1");
    field("weight_decay", &FitOptions::weight_decay, "decoupled decay of AdamW");
    field("warmup", &FitOptions::warmup, "share of the steps in which the rate rises, 0..1");
    field("clip", &FitOptions::clip, "largest length of the gradient; 0: any");
    field("batch", &FitOptions::batch, "texts in a batch");
    field("accumulate", &FitOptions::accumulate, "batches in a step");
    field("ema", &FitOptions::ema, "moving average of the weights, 0..1; 0: none");
    field("dropout", &FitOptions::dropout, "in the encoder, behind its products, 0..1");
    field("attention_dropout", &FitOptions::attention_dropout, "of the attention's weights, 0..1; slow on a CPU");
    field("head_dropout", &FitOptions::head_dropout, "in the heads, 0..1");
    field("temperature", &FitOptions::temperature, "of the sampling of sources; 1: in proportion to their size");
    field("patience", &FitOptions::patience, "epochs without a better score before it stops; 0: never");
    field("keep_best", &FitOptions::keep_best, "keep the epoch with the best score, not the last");
    field("seed", &FitOptions::seed, "a run with the same seed on the same machine gives the same weights");
    field("threads", &FitOptions::threads, "0: all");
    field("checkpoint_seconds", &FitOptions::checkpoint_seconds, "time between checkpoints");
  }
};

}  // namespace openaffect
