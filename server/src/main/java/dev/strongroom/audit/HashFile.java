package dev.strongroom.audit;

import dev.strongroom.kernel.Check;
import dev.strongroom.trust.MerkleTree;
import dev.strongroom.trust.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The tree's hashes, 32 bytes each, in the order of [MerkleTree]. Everything in it follows from
/// the journal, so nothing is lost with it; it makes proofs and starts cheap.
final class HashFile implements MerkleTree.Stored, AutoCloseable {
  static final String NAME = "hashes";
  private final FileChannel channel;
  private long size;

  private HashFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size() / TreeHash.LENGTH;
  }

  static HashFile forWriting(Path folder) throws IOException {
    return new HashFile(
        FileChannel.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  static HashFile forReading(Path folder) throws IOException {
    return new HashFile(FileChannel.open(folder.resolve(NAME), StandardOpenOption.READ));
  }

  /// How many hashes it holds.
  long size() {
    return size;
  }

  @Override
  public TreeHash at(long index) {
    try {
      ByteBuffer hash = ByteBuffer.allocate(TreeHash.LENGTH);
      int read = channel.read(hash, index * TreeHash.LENGTH);
      Check.that(read == TreeHash.LENGTH, "asked for a hash that is stored");
      return TreeHash.of(hash.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds all of `hashes` or, when it throws, none.
  void append(List<TreeHash> hashes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * TreeHash.LENGTH);
    hashes.forEach(hash -> bytes.put(hash.bytes()));
    bytes.flip();
    long at = size * TreeHash.LENGTH;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    size += hashes.size();
  }

  void truncate(long hashes) throws IOException {
    channel.truncate(hashes * TreeHash.LENGTH);
    size = Math.min(size, hashes);
  }

  void force(Disk disk) throws IOException {
    disk.force(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
