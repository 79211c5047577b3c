package dev.strongroom.graph;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `$search`, as `"displayName:ops"`: objects whose property holds the text, without regard to
/// case. Graph wants `ConsistencyLevel: eventual` with it, and so do we, because clients that leave
/// it out would find that they cannot with Azure.
final class Search {
  private static final Pattern FORM = Pattern.compile("\"(\\w{1,64}):([^\"]{1,256})\"");

  private Search() {}

  static <T> Predicate<T> parse(GraphCall call, Map<String, Function<T, List<String>>> properties) {
    String text = call.request().query().getOrDefault("$search", "");
    if (text.isEmpty()) {
      return _ -> true;
    }
    boolean eventual =
        call.request().header("ConsistencyLevel").filter("eventual"::equalsIgnoreCase).isPresent();
    if (!eventual) {
      throw Filter.unsupported(
          "Request with $search query parameter only works through MSGraph with a special request"
              + " header: 'ConsistencyLevel: eventual'");
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !properties.containsKey(form.group(1))) {
      throw Filter.unsupported("$search has the form \"property:text\", of a property known here.");
    }
    Function<T, List<String>> values = properties.getOrDefault(form.group(1), _ -> List.of());
    String wanted = form.group(2).toLowerCase(Locale.ROOT);
    return object ->
        values.apply(object).stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
