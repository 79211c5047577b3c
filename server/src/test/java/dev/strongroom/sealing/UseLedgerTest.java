package dev.strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UseLedgerTest {
  private final UseLedger ledger = new UseLedger();

  @Test
  void oneBlockIsWrittenDownPerBlockOfUses() {
    for (int block = 0; block < 3; block += 1) {
      long due = ledger.take();
      assertThat(due).isEqualTo(UseLedger.BLOCK);
      ledger.settled(due);
      takeTheRestOfTheBlock();
    }
  }

  @Test
  void whatWasNotWrittenDownIsPaidWithTheNextBlock() {
    ledger.take(); // its transaction was rolled back
    takeTheRestOfTheBlock();
    long due = ledger.take();
    assertThat(due).isEqualTo(2 * UseLedger.BLOCK);
    ledger.settled(due);
    takeTheRestOfTheBlock();
    assertThat(ledger.take()).isEqualTo(UseLedger.BLOCK);
  }

  @Test
  void whatWasWrittenDownTwiceIsCreditedToTheNextBlock() {
    long first = ledger.take();
    takeTheRestOfTheBlock();
    long second = ledger.take();
    ledger.settled(first);
    ledger.settled(second);
    takeTheRestOfTheBlock();
    assertThat(ledger.take()).isZero();
    takeTheRestOfTheBlock();
    assertThat(ledger.take()).isEqualTo(UseLedger.BLOCK);
  }

  private void takeTheRestOfTheBlock() {
    for (long i = 1; i < UseLedger.BLOCK; i += 1) {
      assertThat(ledger.take()).isZero();
    }
  }
}
