package dev.strongroom.audit;

import dev.strongroom.kernel.Check;
import dev.strongroom.trust.MerkleTree;
import dev.strongroom.trust.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The tree's hashes, 32 bytes each, in the order of [MerkleTree]. Everything in it follows from
/// the journal, so nothing is lost with it; it makes proofs and starts cheap.
final class HashFile implements MerkleTree.Stored, AutoCloseable {
  static final String NAME = "hashes";
  private final Path file;
  private final FileChannel channel;
  private long size;

  private HashFile(Path folder, OpenOption... options) throws IOException {
    this.file = folder.resolve(NAME);
    this.channel = FileChannel.open(file, options);
    this.size = channel.size() / TreeHash.LENGTH;
  }

  static HashFile forWriting(Path folder) throws IOException {
    return new HashFile(
        folder, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  static HashFile forReading(Path folder) throws IOException {
    return new HashFile(folder, StandardOpenOption.READ);
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
  void append(Disk disk, List<TreeHash> hashes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * TreeHash.LENGTH);
    hashes.forEach(hash -> bytes.put(hash.bytes()));
    bytes.flip();
    disk.write(file, channel, size * TreeHash.LENGTH, bytes);
    size += hashes.size();
  }

  void truncate(long hashes) throws IOException {
    channel.truncate(hashes * TreeHash.LENGTH);
    size = Math.min(size, hashes);
  }

  void force(Disk disk) throws IOException {
    disk.force(file, channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
