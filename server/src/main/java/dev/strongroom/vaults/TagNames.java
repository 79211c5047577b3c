package dev.strongroom.vaults;

import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// The names and values of tags in a subscription: those that somebody predefined, and those that
/// the subscription, its groups and its resources carry.
public record TagNames(Resources resources, List<ResourceKind> kinds) {
  public TagNames {
    kinds = List.copyOf(kinds);
  }

  /// Counts one name.
  private static final class Counter {
    private final String display;
    private final Map<String, Long> values = new TreeMap<>();
    private long count;

    Counter(String display) {
      this.display = display;
    }

    void sees(String value) {
      count += 1;
      if (!value.isEmpty()) {
        values.merge(value, 1L, Long::sum);
      }
    }
  }

  /// In the order of their names.
  List<TagName> in(Work work, SubscriptionId subscription) {
    Map<String, Counter> counters = new TreeMap<>();
    for (PredefinedTag one : resources.store().predefinedTags(work.tx(), subscription)) {
      Counter counter = counter(counters, one.name());
      if (!one.isName()) {
        counter.values.putIfAbsent(one.value(), 0L);
      }
    }
    count(counters, resources.subscription(work.tx(), subscription).tags());
    each(
        page -> resources.store().groups(work.tx(), subscription, page),
        group -> group.name().canonical(),
        group -> count(counters, group.tags()));
    kinds.forEach(kind -> countAll(work.tx(), subscription, kind, counters));
    return counters.values().stream()
        .map(one -> new TagName(one.display, one.count, one.values))
        .toList();
  }

  private static void countAll(
      Tx tx, SubscriptionId subscription, ResourceKind kind, Map<String, Counter> counters) {
    each(
        page -> kind.list(tx, subscription, Optional.empty(), page),
        ResourceKind.Listed::key,
        one -> count(counters, one.tags()));
  }

  private static <T> void each(
      Function<PageRequest, List<T>> read, Function<T, String> key, Consumer<T> see) {
    Optional<String> after = Optional.empty();
    List<T> page;
    do {
      page = read.apply(new PageRequest(PageRequest.MAX_SIZE, after));
      page.forEach(see);
      after = page.isEmpty() ? after : Optional.of(key.apply(page.getLast()));
    } while (page.size() == PageRequest.MAX_SIZE);
  }

  private static void count(Map<String, Counter> counters, Tags tags) {
    tags.entries().forEach((name, value) -> counter(counters, name).sees(value));
  }

  private static Counter counter(Map<String, Counter> counters, String name) {
    return counters.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new Counter(name));
  }
}
