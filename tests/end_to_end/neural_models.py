"""Small Hugging Face folders with random weights, of every kind and many shapes, made by transformers itself; and what
transformers and the recipe of sentence-transformers say with them: one text at a time, so without padding, in float32.

The weights are drawn so that layers matter: with transformers' own start (normal, .02) every text has the same logits.
"""

import dataclasses
import os

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is loaded: small models, and other programs beside us

import numpy as np

LINES = ["I can't BELIEVE how kind you were!!! :)", "This is the worst day of my life, and nobody even noticed.", "ok",
         "Thank you so much for the lovely flowers.", "He laughed; she cried. They both went home.", "Grüße aus Köln, mon ami: déjà vu?",
         "What a terrible, terrible thing to say to people who love you", "12.5% of 300 people were not amused (really)", "so so tired … 😀"]
BERT_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ROBERTA_TOKENS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
MPNET_TOKENS = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]
COUNTED_FROM_PAD = ("roberta", "mpnet")  # positions


@dataclasses.dataclass(frozen=True)
class Shape:
    kind: str  # bert, roberta, distilbert, mpnet
    hidden: int = 32
    heads: int = 2
    layers: int = 2
    intermediate: int = 64
    labels: int = 3  # 0: an encoder without a head
    activation: str = "gelu"
    problem: str | None = "single_label_classification"
    token_types: int = 2
    positions: int = 64  # the longest text, frame included
    seed: int = 1

    def __str__(self):
        return f"{self.kind}-{self.hidden}x{self.layers}-{self.heads}h-{self.labels}-{self.activation}"


SHAPES = [
    Shape("bert"),
    Shape("bert", hidden=48, heads=4, layers=1, intermediate=100, labels=28, activation="gelu_new", problem="multi_label_classification", seed=2),
    Shape("bert", hidden=64, heads=1, layers=4, intermediate=256, labels=2, activation="relu", token_types=1, seed=3),
    Shape("bert", hidden=128, heads=8, layers=3, intermediate=512, labels=1, problem="regression", token_types=4, positions=512, seed=4),
    Shape("bert", hidden=36, heads=3, layers=2, intermediate=52, labels=7, problem=None, positions=40, seed=5),
    Shape("roberta", token_types=1, seed=6),
    Shape("roberta", hidden=96, heads=12, layers=4, intermediate=200, labels=28, problem="multi_label_classification", token_types=1, positions=512, seed=7),
    Shape("roberta", hidden=40, heads=5, layers=1, intermediate=80, labels=3, activation="relu", problem="regression", token_types=1, positions=30, seed=8),
    Shape("distilbert", seed=9),
    Shape("distilbert", hidden=128, heads=4, layers=3, intermediate=512, labels=6, positions=512, seed=10),
    Shape("distilbert", hidden=60, heads=6, layers=1, intermediate=61, labels=28, activation="relu", problem="multi_label_classification", seed=11),
    Shape("mpnet", seed=12),
    Shape("mpnet", hidden=64, heads=4, layers=3, intermediate=128, labels=28, problem="multi_label_classification", positions=512, seed=13),
]


def tokenizer_of(kind):
    """A tokenizer of transformers, its vocabulary trained on LINES by `tokenizers`."""
    import tokenizers
    import transformers

    if kind == "roberta":
        inner = tokenizers.Tokenizer(tokenizers.models.BPE())
        inner.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
        inner.decoder = tokenizers.decoders.ByteLevel()
        trainer = tokenizers.trainers.BpeTrainer(vocab_size=400, special_tokens=ROBERTA_TOKENS, show_progress=False,
                                                 initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet())
        inner.train_from_iterator(LINES, trainer)
        inner.post_processor = tokenizers.processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
        return transformers.PreTrainedTokenizerFast(tokenizer_object=inner, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
                                                    unk_token="<unk>", pad_token="<pad>", mask_token="<mask>")
    inner = tokenizers.Tokenizer(tokenizers.models.WordPiece(unk_token="[UNK]"))
    inner.normalizer = tokenizers.normalizers.BertNormalizer()
    inner.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    inner.decoder = tokenizers.decoders.WordPiece()
    special = MPNET_TOKENS if kind == "mpnet" else BERT_TOKENS
    inner.train_from_iterator(LINES, tokenizers.trainers.WordPieceTrainer(vocab_size=300, special_tokens=special, show_progress=False))
    if kind == "mpnet":
        inner.post_processor = tokenizers.processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
        return transformers.PreTrainedTokenizerFast(tokenizer_object=inner, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
                                                    unk_token="[UNK]", pad_token="<pad>", mask_token="<mask>")
    inner.post_processor = tokenizers.processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return transformers.PreTrainedTokenizerFast(tokenizer_object=inner, unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]",
                                                mask_token="[MASK]")


def config_of(shape, vocabulary):
    import transformers

    more = {"problem_type": shape.problem}
    if shape.labels:
        names = [f"label {number}" if number % 2 else f"Label_{number}" for number in range(shape.labels)]
        more.update(num_labels=shape.labels, id2label=dict(enumerate(names)), label2id={name: number for number, name in enumerate(names)})
    if shape.kind == "distilbert":
        return transformers.DistilBertConfig(vocab_size=vocabulary, dim=shape.hidden, n_heads=shape.heads, n_layers=shape.layers, hidden_dim=shape.intermediate,
                                             activation=shape.activation, max_position_embeddings=shape.positions, pad_token_id=0, **more)
    if shape.kind == "mpnet":
        return transformers.MPNetConfig(vocab_size=vocabulary, hidden_size=shape.hidden, num_attention_heads=shape.heads, num_hidden_layers=shape.layers,
                                        intermediate_size=shape.intermediate, hidden_act=shape.activation, max_position_embeddings=shape.positions + 2,
                                        layer_norm_eps=1e-5, **more)
    kind, frame, pad = (transformers.RobertaConfig, 2, 1) if shape.kind == "roberta" else (transformers.BertConfig, 0, 0)
    return kind(vocab_size=vocabulary, hidden_size=shape.hidden, num_attention_heads=shape.heads, num_hidden_layers=shape.layers,
                intermediate_size=shape.intermediate, hidden_act=shape.activation, type_vocab_size=shape.token_types,
                max_position_embeddings=shape.positions + frame, pad_token_id=pad, layer_norm_eps=1e-5, **more)


def draw_weights(model, seed):
    import torch

    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            drawn = torch.randn(weight.shape, generator=generator)
            if "norm" in name.lower() and name.endswith("weight"):
                weight.copy_(1 + .2 * drawn)
            elif weight.dim() == 1:
                weight.copy_(.2 * drawn)
            elif "embeddings" in name:
                weight.copy_(.7 * drawn)
            else:
                weight.copy_(drawn * 1.2 / weight.shape[1] ** .5)


def make_folder(folder, shape):
    """Writes config, model.safetensors and tokenizer of `shape` to `folder`; returns the folder."""
    import transformers

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    tokenizer = tokenizer_of(shape.kind)
    config = config_of(shape, len(tokenizer))
    family = transformers.AutoModelForSequenceClassification if shape.labels else transformers.AutoModel
    model = family.from_config(config).eval()
    draw_weights(model, shape.seed)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def random_ids(shape, vocabulary, count=12):
    """Sequences with their frame: only the frame, one token, the longest that fits, and some between."""
    random = np.random.default_rng(shape.seed)
    first, last, begin = (0, 2, 5) if shape.kind in COUNTED_FROM_PAD else (2, 3, 5)
    lengths = [0, 1, shape.positions - 2] + random.integers(1, min(shape.positions - 2, 40), count - 3).tolist()
    return [[first, *random.integers(begin, vocabulary, length).tolist(), last] for length in lengths]


def encoder_of(folder, head=True):
    import transformers

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    family = transformers.AutoModelForSequenceClassification if head else transformers.AutoModel
    return family.from_pretrained(folder).eval()


def logits_of(model, ids):
    """What transformers says, one sequence at a time: [sequences, labels]."""
    import torch

    with torch.inference_mode():
        return np.concatenate([model(input_ids=torch.tensor([row]), attention_mask=torch.ones(1, len(row), dtype=torch.long)).logits.numpy() for row in ids])


def embeddings_of(model, ids):
    """sentence-transformers' recipe, one sequence at a time: the mean over tokens, divided by its length."""
    import torch

    found = []
    with torch.inference_mode():
        for row in ids:
            hidden = model(input_ids=torch.tensor([row]), attention_mask=torch.ones(1, len(row), dtype=torch.long)).last_hidden_state
            found.append(torch.nn.functional.normalize(hidden.mean(1), dim=1).numpy())
    return np.concatenate(found)
