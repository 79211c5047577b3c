package dev.strongroom;

import dev.strongroom.audit.Disk;
import dev.strongroom.audit.UnusableAuditLog;
import dev.strongroom.trust.Binding;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Keyring.KeyName;
import dev.strongroom.trust.NoteSigner;
import dev.strongroom.trust.SealingKey;
import dev.strongroom.trust.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/// This node's key for signing audit checkpoints. It lies beside the log, sealed under the root
/// key, because the log is opened before the database: the first thing written to the database is
/// already recorded.
record AuditKey(Path file, Keyring keyring, SecureRandom random, Disk disk) {
  private static final KeyName NAME = new KeyName("node", "audit-checkpoint", 1);

  NoteSigner signer(String origin) {
    try {
      return new NoteSigner(origin, Files.exists(file) ? read() : create());
    } catch (IOException failed) {
      throw new UnusableAuditLog(
          "The audit log's key "
              + file
              + " cannot be used: "
              + failed.getMessage()
              + ". Check its permissions, its disk and the space on it.",
          failed);
    }
  }

  private SecretBytes create() throws IOException {
    byte[] wrapped = keyring.create(NAME);
    SecretBytes seed = NoteSigner.newSeed(random);
    byte[] sealed = keyring.unwrap(NAME, wrapped).seal(place(), seed);
    ByteBuffer content = ByteBuffer.allocate(Short.BYTES + wrapped.length + sealed.length);
    content.putShort((short) wrapped.length).put(wrapped).put(sealed);
    keep(content.flip());
    return seed;
  }

  /// Checkpoints are signed by it soon: it must outlast them.
  private void keep(ByteBuffer content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      disk.write(next, channel, 0, content);
      disk.force(next, channel);
    }
    disk.rename(next, file);
    disk.forceFolder(file.toAbsolutePath().resolveSibling(""));
  }

  private SecretBytes read() throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
    byte[] wrapped = new byte[content.getShort()];
    content.get(wrapped);
    byte[] sealed = new byte[content.remaining()];
    content.get(sealed);
    SealingKey key = keyring.unwrap(NAME, wrapped);
    return key.open(place(), sealed);
  }

  private static Binding place() {
    return Binding.of("audit-checkpoint", "seed");
  }
}
