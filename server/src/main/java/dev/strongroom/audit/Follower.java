package dev.strongroom.audit;

import dev.strongroom.kernel.Refused;
import dev.strongroom.trust.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Works behind the requests, in one thread: forces the journal, hashes what was forced, and every
/// second signs a checkpoint and deletes the pending rows whose records are on the disk now.
final class Follower implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Follower.class.getName());
  private static final Duration IDLE = Duration.ofMinutes(1);

  /// What it works on.
  record Parts(
      Journal journal,
      TreeBuilder tree,
      CheckpointFolder checkpoints,
      PendingRecords pending,
      NoteSigner signer,
      InstantSource clock) {}

  private final MerkleAuditLog.Settings settings;
  private final Parts parts;
  private final Thread thread;
  private final List<Long> unsettled = new ArrayList<>();
  private final Deque<PendingRecords.Pending> owed = new ArrayDeque<>();
  private volatile boolean closing;
  private long checkpointed;
  private long checkpointedAt;

  Follower(MerkleAuditLog.Settings settings, Parts parts, long checkpointed) {
    this.settings = settings;
    this.parts = parts;
    this.checkpointed = checkpointed;
    this.checkpointedAt = System.nanoTime() - settings.pace().checkpointEvery().toNanos();
    this.thread = Thread.ofPlatform().daemon().name("audit-follower").unstarted(this::follow);
  }

  void start() {
    thread.start();
  }

  /// Takes a record whose write has committed but which the journal refused; its row is safe, and
  /// it is appended as soon as the journal takes records again.
  void owe(PendingRecords.Pending pending) {
    synchronized (owed) {
      owed.add(pending);
    }
  }

  /// One round: forces, hashes, and when it is time signs and settles.
  synchronized void round(boolean now) {
    try {
      parts.tree().upTo(parts.journal().force(), unsettled::add);
      boolean due =
          System.nanoTime() - checkpointedAt >= settings.pace().checkpointEvery().toNanos();
      if ((now || due) && unfinished()) {
        checkpointedAt = System.nanoTime();
        pay();
        settle();
        sign();
      }
    } catch (DamagedRecord damaged) {
      parts.journal().stop("The audit log was damaged on its disk: " + damaged.what() + ".");
    } catch (IOException | UncheckedIOException e) {
      LOG.log(
          Level.ERROR, "The audit log's hashes or checkpoint could not be written; trying on.", e);
    }
  }

  /// Ends the thread after a last round.
  @Override
  public void close() {
    closing = true;
    parts.journal().hurry();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    round(true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try {
      while (!closing) {
        parts.journal().awaitAppends(unfinished() ? settings.pace().checkpointEvery() : IDLE);
        if (!closing) {
          parts.journal().gather(settings.pace().forceEvery());
          round(false);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean unfinished() {
    synchronized (owed) {
      return !owed.isEmpty() || !unsettled.isEmpty() || parts.tree().size() > checkpointed;
    }
  }

  private void pay() {
    synchronized (owed) {
      try {
        while (!owed.isEmpty()) {
          parts.journal().append(owed.peek().id(), owed.peek().record());
          owed.remove();
        }
      } catch (Refused notYet) {
        LOG.log(Level.WARNING, owed.size() + " audit records of writes wait for the log.");
      }
    }
  }

  /// Only records that were forced and hashed are in `unsettled`.
  private void settle() {
    long settled = parts.tree().size();
    try {
      while (!unsettled.isEmpty()) {
        int most = Math.min(unsettled.size(), Limits.SETTLE_BATCH);
        List<Long> batch = List.copyOf(unsettled.subList(0, most));
        parts.pending().delete(settings.node(), batch);
        unsettled.subList(0, most).clear();
      }
      parts.journal().settledBefore(settled);
    } catch (RuntimeException databaseAway) {
      // Whatever a store throws: the rows stay, and are deleted later or at the next start.
      LOG.log(Level.WARNING, "Audit rows of writes could not be deleted yet.", databaseAway);
    }
  }

  /// The stored hashes are forced first: a start trusts them up to the checkpoint.
  private void sign() throws IOException {
    if (parts.tree().size() == checkpointed) {
      return;
    }
    try {
      parts.tree().force();
    } catch (IOException failed) {
      parts
          .journal()
          .stop("The audit log's hashes could not be forced: " + failed.getMessage() + ".");
      return;
    }
    String origin = parts.signer().verifier().name();
    String note = parts.tree().checkpoint(origin).signedBy(parts.signer());
    parts.checkpoints().write(note, parts.clock().instant());
    checkpointed = parts.tree().size();
  }
}
