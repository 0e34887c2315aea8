"""Light fine-tuning of encoder and exits together, in one of two recipes."""

import warnings

import numpy
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from model import pooled_states
from progress import Progress

RECIPES = ("joint", "two-stage")

BATCH = 32
ENCODER_RATE = 1e-4
HEAD_RATE = 1e-3
WEIGHT_DECAY = 0.01
WARM_UP_SHARE = 0.1
GRADIENT_NORM = 1.0


def start_heads(model, token_ids, labels):
    """Set each head to the logistic regression on the untrained encoder's states."""
    states = pooled_states(model, token_ids, "states for the first heads").numpy()
    progress = Progress("logistic regressions", model.layer_count)
    for head, features in zip(model.heads, states):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a start, to be trained further
            fitted = LogisticRegression(max_iter=500).fit(features, labels)
        with torch.no_grad():
            head.weight.copy_(torch.from_numpy(fitted.coef_))
            head.bias.copy_(torch.from_numpy(fitted.intercept_))
        progress.step()


def batch_loss(model, token_ids, labels, recipe):
    """The cross-entropies of all exits, summed with equal weight.

    In `joint` all of them reach the encoder. In `two-stage` only the last one does: the
    earlier heads see their layer's states without a way back.
    """
    pooled = model.pooled(token_ids)
    if recipe == "two-stage":
        pooled = [state.detach() for state in pooled[:-1]] + pooled[-1:]
    return sum(torch.nn.functional.cross_entropy(logits.float(), labels)
               for logits in model.logits(pooled))


def rate_factor(step, steps):
    """Share of the full learning rate at a step: linear up over the warm-up, then down to 0."""
    warm_up = max(1, round(WARM_UP_SHARE * steps))
    return min((step + 1) / warm_up, (steps - step) / max(1, steps - warm_up))


def fine_tune(model, token_ids, labels, recipe, epochs, seed):
    """Train encoder layers and heads; the embeddings stay as they are."""
    batches_per_epoch = -(-len(token_ids) // BATCH)
    steps = epochs * batches_per_epoch
    parameters = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": parameters, "lr": ENCODER_RATE},
         {"params": list(model.heads.parameters()), "lr": HEAD_RATE}],
        weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_factor(step, steps))
    generator = numpy.random.default_rng(seed)
    targets = torch.tensor(labels)
    progress = Progress(f"fine-tuning ({recipe})", steps)
    model.train()
    for _ in range(epochs):
        for chosen in numpy.array_split(generator.permutation(len(token_ids)), batches_per_epoch):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = batch_loss(model, [token_ids[index] for index in chosen],
                                  targets[chosen], recipe)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(
                [p for group in optimizer.param_groups for p in group["params"]], GRADIENT_NORM)
            optimizer.step()
            schedule.step()
            progress.step(f"(loss {loss.item():.2f})")
    model.eval()
