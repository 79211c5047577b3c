package dev.strongroom.audit;

import dev.strongroom.http.Json;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import dev.strongroom.trust.NoteSigner;
import dev.strongroom.trust.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Opens and reads audit logs for tests. The follower does nothing by itself in them.
final class Logs {
  static final long SEGMENT_BYTES = Limits.SEGMENT_BYTES_MIN;
  static final NoteSigner SIGNER =
      new NoteSigner(
          "strongroom.example/audit", SecretBytes.utf8("0123456789abcdef0123456789abcdef"));
  static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  static final Tx TX = TestTx.of(new Tx.Session() {});

  private Logs() {}

  static MerkleAuditLog open(Path folder, PendingRecords pending, Disk disk) {
    return open(folder, pending, disk, false, Duration.ofHours(1));
  }

  static MerkleAuditLog open(
      Path folder, PendingRecords pending, Disk disk, boolean flushReads, Duration rhythm) {
    return new MerkleAuditLog(
        new MerkleAuditLog.Settings(
            folder, "node", flushReads, new MerkleAuditLog.Pace(SEGMENT_BYTES, rhythm, rhythm)),
        seams(pending, disk, SIGNER));
  }

  static MerkleAuditLog.Settings settings(Path folder) {
    return new MerkleAuditLog.Settings(folder, "node", false, MerkleAuditLog.Pace.NORMAL);
  }

  static MerkleAuditLog.Seams seams(PendingRecords pending, Disk disk, NoteSigner signer) {
    return seams(pending, disk, signer, InstantSource.fixed(NOW));
  }

  static MerkleAuditLog.Seams seams(
      PendingRecords pending, Disk disk, NoteSigner signer, InstantSource clock) {
    return new MerkleAuditLog.Seams(
        WireErrors::status,
        problem -> WireErrors.of(problem).message(),
        pending,
        signer,
        clock,
        disk);
  }

  static MerkleAuditLog open(Path folder) {
    return open(folder, new MemoryPending(), Disk.real());
  }

  /// The request ids in the log, in order.
  static List<String> requestIds(Path folder) {
    List<String> ids = new ArrayList<>();
    Optional<AuditReader> start = AuditReader.from(folder, 0);
    if (start.isPresent()) {
      try (AuditReader reader = start.get()) {
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
          ids.add(requestId(entry.get()));
        }
      }
    }
    return ids;
  }

  static String requestId(AuditReader.Entry entry) {
    return Json.parse(entry.json())
        .member("properties")
        .flatMap(properties -> properties.text("requestId"))
        .orElseThrow();
  }

  static AuditVerification.Verdict verify(Path folder) {
    return verify(folder, Optional.empty());
  }

  static AuditVerification.Verdict verify(Path folder, Optional<String> older) {
    try {
      return AuditVerification.verify(folder, SIGNER.verifier(), older);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Copies a folder as another process would find it now.
  static Path copy(Path from, Path to) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      Files.createDirectories(to);
      for (Path file : files) {
        Path target = to.resolve(file.getFileName());
        if (Files.isDirectory(file)) {
          copy(file, target);
        } else if (!file.toString().endsWith(".new")) {
          Files.copy(file, target);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
