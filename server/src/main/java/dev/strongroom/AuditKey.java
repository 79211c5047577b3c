package dev.strongroom;

import dev.strongroom.audit.Disk;
import dev.strongroom.audit.UnusableAuditLog;
import dev.strongroom.trust.Binding;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Keyring.KeyName;
import dev.strongroom.trust.NoteSigner;
import dev.strongroom.trust.SealingKey;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
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
///
/// While the root key is changed the same key lies beside it a second time, under the next root key
/// (`audit-key.next`): whichever root key the database belongs to after a crash, one of the two
/// opens.
public record AuditKey(Path file, Keyring keyring, SecureRandom random, Disk disk) {
  private static final KeyName NAME = new KeyName("node", "audit-checkpoint", 1);

  private record Content(byte[] wrapped, byte[] sealed) {}

  NoteSigner signer(String origin) {
    try {
      settle();
      return new NoteSigner(origin, Files.exists(file) ? read() : create());
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /// Whether it is under this root key, or not there yet.
  public boolean opens() {
    try {
      return !Files.exists(file) || opens(file) || opens(next());
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /// Puts a copy under the root key of `to` beside it.
  public void prepare(Keyring to) {
    try {
      if (Files.exists(file)) {
        keep(next(), rewrapped(keyring, to));
      }
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /// Brings it from the root key of `from` under this one.
  ///
  /// @throws Tampered when it is not under that one either
  public void bring(Keyring from) {
    try {
      keep(file, rewrapped(from, keyring));
      Files.deleteIfExists(next());
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /// Takes the copy in its place, when only the copy opens.
  private void settle() throws IOException {
    if (Files.exists(file) && !opens(file) && opens(next())) {
      disk.rename(next(), file);
      disk.forceFolder(file.toAbsolutePath().resolveSibling(""));
    }
  }

  private byte[] rewrapped(Keyring from, Keyring to) throws IOException {
    Content content = content(file);
    return written(from.rewrap(NAME, content.wrapped(), to), content.sealed());
  }

  private boolean opens(Path one) throws IOException {
    if (!Files.exists(one)) {
      return false;
    }
    try (SealingKey _ = keyring.unwrap(NAME, content(one).wrapped())) {
      return true;
    } catch (Tampered otherRoot) {
      return false;
    }
  }

  private SecretBytes create() throws IOException {
    byte[] wrapped = keyring.create(NAME);
    SecretBytes seed = NoteSigner.newSeed(random);
    keep(file, written(wrapped, keyring.unwrap(NAME, wrapped).seal(place(), seed)));
    return seed;
  }

  private static byte[] written(byte[] wrapped, byte[] sealed) {
    return ByteBuffer.allocate(Short.BYTES + wrapped.length + sealed.length)
        .putShort((short) wrapped.length)
        .put(wrapped)
        .put(sealed)
        .array();
  }

  /// Checkpoints are signed by it soon: it must outlast them.
  private void keep(Path target, byte[] content) throws IOException {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      disk.write(fresh, channel, 0, ByteBuffer.wrap(content));
      disk.force(fresh, channel);
    }
    disk.rename(fresh, target);
    disk.forceFolder(file.toAbsolutePath().resolveSibling(""));
  }

  private SecretBytes read() throws IOException {
    Content content = content(file);
    return keyring.unwrap(NAME, content.wrapped()).open(place(), content.sealed());
  }

  private static Content content(Path one) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(one));
    if (bytes.remaining() < Short.BYTES || bytes.getShort(0) > bytes.remaining() - Short.BYTES) {
      throw new IOException("it was cut");
    }
    byte[] wrapped = new byte[bytes.getShort()];
    bytes.get(wrapped);
    byte[] sealed = new byte[bytes.remaining()];
    bytes.get(sealed);
    return new Content(wrapped, sealed);
  }

  private Path next() {
    return file.resolveSibling(file.getFileName() + ".next");
  }

  private UnusableAuditLog unusable(IOException failed) {
    return new UnusableAuditLog(
        "The audit log's key "
            + file
            + " cannot be used: "
            + failed.getMessage()
            + ". Check its permissions, its disk and the space on it.",
        failed);
  }

  private static Binding place() {
    return Binding.of("audit-checkpoint", "seed");
  }
}
