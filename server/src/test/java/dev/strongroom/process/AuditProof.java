package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.audit.AuditReader;
import dev.strongroom.audit.AuditVerification;
import dev.strongroom.audit.AuditVerification.Verdict;
import dev.strongroom.trust.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The audit log of a data folder, as `strongroom audit` sees it.
final class AuditProof {
  private AuditProof() {}

  static Verdict.Proved verify(Path data, Optional<String> older) throws IOException {
    Path folder = data.resolve("audit");
    NoteVerifier key =
        NoteVerifier.parse(Files.readString(folder.resolve("public-key")).strip()).orElseThrow();
    Verdict verdict = AuditVerification.verify(folder, key, older);
    assertThat(verdict).as("%s", verdict).isInstanceOf(Verdict.Proved.class);
    return (Verdict.Proved) verdict;
  }

  static List<String> records(Path data) {
    List<String> records = new ArrayList<>();
    try (AuditReader reader = AuditReader.from(data.resolve("audit"), 0).orElseThrow()) {
      for (Optional<AuditReader.Entry> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        records.add(next.get().text());
      }
    }
    return records;
  }
}
