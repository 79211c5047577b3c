package dev.strongroom.vaults;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/// The names and values of tags in a subscription: those that somebody predefined, and those that
/// the subscription, its groups and its resources carry.
public record TagNames(Resources resources, List<ResourceKind> kinds) {
  public TagNames {
    kinds = List.copyOf(kinds);
  }

  /// Distinct names and values together: what is listed is one answer.
  public static final int MAX_LISTED = 80_000;

  /// All names, and how much they are together.
  private static final class Counters {
    private final Map<String, Counter> byName = new TreeMap<>();
    private int size;

    Counter of(String name) {
      return byName.computeIfAbsent(
          canonical(name),
          _ -> {
            grow();
            return new Counter(this, name);
          });
    }

    void grow() {
      size += 1;
      if (size > MAX_LISTED) {
        throw exceeded("carries more than " + MAX_LISTED + " different names and values of tags");
      }
    }
  }

  /// Counts one name.
  private static final class Counter {
    private final Counters all;
    private final String display;
    private final Map<String, Long> values = new TreeMap<>();
    private long count;

    Counter(Counters all, String display) {
      this.all = all;
      this.display = display;
    }

    void knows(String value) {
      if (!value.isEmpty() && values.putIfAbsent(value, 0L) == null) {
        all.grow();
      }
    }

    void sees(String value) {
      count += 1;
      knows(value);
      values.computeIfPresent(value, (_, before) -> before + 1);
    }
  }

  /// In the order of their names. Refuses when they are too many for one answer.
  List<TagName> in(Work work, SubscriptionId subscription) {
    Counters counters = new Counters();
    for (PredefinedTag one : resources.store().predefinedTags(work.tx(), subscription)) {
      counters.of(one.name()).knows(one.value());
    }
    each(
        work.tx(),
        subscription,
        tags -> tags.entries().forEach((name, value) -> counters.of(name).sees(value)));
    return counters.byName.values().stream()
        .map(one -> new TagName(one.display, one.count, one.values))
        .toList();
  }

  /// How often a name, or a name with that value, is carried.
  long uses(Work work, PredefinedTag tag) {
    LongAdder uses = new LongAdder();
    String wanted = canonical(tag.name());
    each(
        work.tx(),
        tag.subscription(),
        tags ->
            tags.entries()
                .forEach((name, value) -> {
                  if (canonical(name).equals(wanted)
                      && (tag.isName() || value.equals(tag.value()))) {
                    uses.increment();
                  }
                }));
    return uses.sum();
  }

  static Refused exceeded(String what) {
    return new Problem.Conflict("TagLimitExceeded", "The subscription " + what + ".").asException();
  }

  /// The tags of all that has some.
  private void each(Tx tx, SubscriptionId subscription, Consumer<Tags> see) {
    see.accept(resources.subscription(tx, subscription).tags());
    pages(
        page -> resources.store().groups(tx, subscription, page),
        group -> group.name().canonical(),
        group -> see.accept(group.tags()));
    for (ResourceKind kind : kinds) {
      pages(
          page -> kind.list(tx, subscription, Optional.empty(), page),
          ResourceKind.Listed::key,
          one -> see.accept(one.tags()));
    }
  }

  private static <T> void pages(
      Function<PageRequest, List<T>> read, Function<T, String> key, Consumer<T> see) {
    Optional<String> after = Optional.empty();
    List<T> page;
    do {
      page = read.apply(new PageRequest(PageRequest.MAX_SIZE, after));
      page.forEach(see);
      after = page.isEmpty() ? after : Optional.of(key.apply(page.getLast()));
    } while (page.size() == PageRequest.MAX_SIZE);
  }

  private static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
