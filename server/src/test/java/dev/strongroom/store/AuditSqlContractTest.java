package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.audit.PendingRecords.Pending;
import dev.strongroom.kernel.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class AuditSqlContractTest {
  private static final Instant AT = Instant.parse("2026-01-05T01:32:01.269Z");
  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private AuditSql audit;
  private final List<Long> committed = new ArrayList<>();

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
    audit = new AuditSql(store.database());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void rowsComeBackByNumberForTheirNodeOnly() {
    insert("a", 10);
    insert("a", 9);
    insert("b", 1);
    assertThat(numbers("a")).containsExactly(9L, 10L);
    assertThat(numbers("b")).containsExactly(1L);
    Pending row = audit.all("b").getFirst();
    assertThat(row.at()).isEqualTo(AT);
    assertThat(row.record()).isEqualTo(new byte[] {1, 2, 3});
  }

  @Test
  void theLogIsToldAfterTheCommit() {
    insert("a", 1);
    assertThat(committed).containsExactly(1L);
  }

  @Test
  void aWriteThatFailsLeavesNoRowAndTellsNobody() {
    assertThatThrownBy(() ->
            store.change(tx -> {
              audit.insert(tx, "a", row(1), () -> committed.add(1L));
              throw new Problem.Malformed("no").asException();
            }))
        .hasMessage("Malformed");
    assertThat(audit.all("a")).isEmpty();
    assertThat(committed).isEmpty();
  }

  @Test
  void deletesWhatIsNamedAndNothingElse() {
    LongStream.rangeClosed(1, 5).forEach(id -> insert("a", id));
    insert("b", 2);
    audit.delete("a", List.of(2L, 4L, 77L));
    audit.delete("a", List.of());
    assertThat(numbers("a")).containsExactly(1L, 3L, 5L);
    assertThat(numbers("b")).containsExactly(2L);
  }

  @Test
  void deletesAWholeBatchAtOnce() {
    store.change(tx ->
        LongStream.rangeClosed(1, 500).forEach(id -> audit.insert(tx, "a", row(id), () -> {})));
    audit.delete("a", LongStream.rangeClosed(1, 500).boxed().toList());
    assertThat(audit.all("a")).isEmpty();
  }

  private void insert(String node, long id) {
    store.change(tx -> audit.insert(tx, node, row(id), () -> committed.add(id)));
  }

  private List<Long> numbers(String node) {
    return audit.all(node).stream().map(Pending::id).toList();
  }

  private static Pending row(long id) {
    return new Pending(id, AT, new byte[] {1, 2, 3});
  }
}
