package dev.strongroom.audit;

import dev.strongroom.trust.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Compares the hash file from its beginning with hashes made afresh. A missing or short file fits,
/// because it holds nothing that the records do not.
final class HashFileCheck implements AutoCloseable {
  private final Optional<HashFile> file;
  private long next;

  private HashFileCheck(Optional<HashFile> file) {
    this.file = file;
  }

  static HashFileCheck open(Path folder) throws IOException {
    boolean there = Files.exists(folder.resolve(HashFile.NAME));
    return new HashFileCheck(there ? Optional.of(HashFile.forReading(folder)) : Optional.empty());
  }

  /// Whether the next hashes of the file are these.
  boolean fit(List<TreeHash> completed) {
    boolean fits = true;
    for (TreeHash hash : completed) {
      if (file.isPresent() && next < file.get().size()) {
        fits &= file.get().at(next).equals(hash);
      }
      next += 1;
    }
    return fits;
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
