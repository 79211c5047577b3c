package dev.strongroom.template;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Functions on texts. Positions count UTF-16 units, as in Azure.
final class TextFunctions {
  private static final Pattern HOLE =
      Pattern.compile("\\{\\{|\\}\\}|\\{(\\d{1,3})(?::([^}]*))?\\}");
  private static final Pattern DIGITS = Pattern.compile("[Dd](\\d{0,2})");

  private TextFunctions() {}

  static void addTo(Map<String, Function<Arguments, Value>> table) {
    table.put("base64", with -> Value.text(base64(with.count(1).text(0))));
    table.put("base64tostring", with -> Value.text(unbase64(with.count(1))));
    table.put("base64tojson", with -> json(with, unbase64(with.count(1))));
    table.put("endswith", with -> Value.flag(lower(with.count(2), 0).endsWith(lower(with, 1))));
    table.put("startswith", with -> Value.flag(lower(with.count(2), 0).startsWith(lower(with, 1))));
    table.put("format", TextFunctions::format);
    table.put("guid", with -> Value.text(Names.guid(joined(with))));
    table.put("uniquestring", with -> Value.text(Names.unique(joined(with))));
    table.put("json", with -> json(with, with.count(1).text(0)));
    table.put("padleft", TextFunctions::padLeft);
    table.put("replace", TextFunctions::replace);
    table.put("split", TextFunctions::split);
    table.put("string", with -> Value.text(string(with.count(1).get(0))));
    table.put("substring", TextFunctions::substring);
    table.put("tolower", with -> Value.text(lower(with.count(1), 0)));
    table.put("toupper", with -> Value.text(with.count(1).text(0).toUpperCase(Locale.ROOT)));
    table.put("trim", with -> Value.text(with.count(1).text(0).strip()));
    table.put("uri", TextFunctions::uri);
    table.put("uricomponent", with -> Value.text(component(with.count(1).text(0))));
    table.put("uricomponenttostring", TextFunctions::fromComponent);
    table.put(
        "fail",
        with -> {
          throw with.refused(with.count(1).text(0));
        });
  }

  /// As in a text that holds it: `True`, `3`, or JSON.
  static String string(Value value) {
    return switch (value) {
      case Value.Null() -> "";
      case Value.Bool(boolean flag) -> flag ? "True" : "False";
      case Value.Num(var number) -> number.toPlainString();
      case Value.Text(String text, _) -> text;
      case Value.Arr _, Value.Obj _ -> ValueJson.text(value);
    };
  }

  private static String lower(Arguments with, int at) {
    return with.text(at).toLowerCase(Locale.ROOT);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String unbase64(Arguments with) {
    try {
      return new String(Base64.getDecoder().decode(with.text(0)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw with.refused("its argument is not base64");
    }
  }

  private static Value json(Arguments with, String text) {
    return ValueJson.read(text).orElseThrow(() -> with.refused("its argument is not JSON"));
  }

  private static String joined(Arguments with) {
    return String.join("-", with.count(1, Integer.MAX_VALUE).texts(0));
  }

  private static Value replace(Arguments with) {
    String old = with.count(3).text(1);
    if (old.isEmpty()) {
      throw with.refused("the text to be replaced is empty");
    }
    String text = with.searched(with.text(0), old);
    Growing replaced = new Growing();
    int from = 0;
    for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, from)) {
      replaced.add(text, from, at).add(with.text(2));
      from = at + old.length();
    }
    return replaced.add(text, from, text.length()).value();
  }

  private static Value format(Arguments with) {
    String pattern = with.count(1, Integer.MAX_VALUE).text(0);
    Matcher hole = HOLE.matcher(pattern);
    Growing text = new Growing();
    int from = 0;
    while (hole.find()) {
      String whole = hole.group();
      String instead =
          hole.group(1) == null ? whole.substring(1) : filled(with, hole.group(1), hole.group(2));
      text.add(pattern, from, hole.start()).add(instead);
      from = hole.end();
    }
    return text.add(pattern, from, pattern.length()).value();
  }

  private static String filled(
      Arguments with, String number, @org.jspecify.annotations.Nullable String style) {
    int at = Integer.parseInt(number) + 1;
    if (at >= with.size()) {
      throw with.refused("there is no argument for {" + number + "}");
    }
    if (style == null) {
      return string(with.get(at));
    }
    Matcher digits = DIGITS.matcher(style);
    if (!digits.matches()) {
      throw with.refused("the format ':" + style + "' is not offered, only :D and :D2");
    }
    String width = digits.group(1).isEmpty() ? "1" : digits.group(1);
    return ("%0" + Math.max(1, Integer.parseInt(width)) + "d").formatted(with.whole(at));
  }

  private static Value padLeft(Arguments with) {
    String text = string(with.count(2, 3).get(0));
    String pad = with.size() == 3 ? with.text(2) : " ";
    int missing = Math.min(with.whole(1), TemplateLimits.MAX_MADE) - text.length();
    if (pad.length() != 1) {
      throw with.refused("the padding is one character");
    }
    return Value.text(pad.repeat(Math.max(0, missing)) + text);
  }

  /// The separator is one text or an array of them.
  private static Value split(Arguments with) {
    List<Value> separators =
        with.count(2).get(1) instanceof Value.Arr(var many) ? many : List.of(with.get(1));
    String any =
        separators.stream()
            .map(TextFunctions::string)
            .filter(separator -> !separator.isEmpty())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    List<Value> parts = new ArrayList<>();
    String text = with.searched(with.text(0), any);
    String[] pieces = any.isEmpty() ? new String[] {text} : text.split(any, -1);
    for (String piece : pieces) {
      parts.add(Value.text(piece));
    }
    return new Value.Arr(parts);
  }

  private static Value substring(Arguments with) {
    String text = with.count(2, 3).text(0);
    int start = with.whole(1);
    int length = with.size() == 3 ? with.whole(2) : text.length() - start;
    if (start < 0 || length < 0 || start + (long) length > text.length()) {
      throw with.refused(
          "The index and length parameters must refer to a location within the string");
    }
    return Value.text(text.substring(start, start + length));
  }

  private static Value uri(Arguments with) {
    try {
      return Value.text(URI.create(with.count(2).text(0)).resolve(with.text(1)).toString());
    } catch (IllegalArgumentException notUri) {
      throw with.refused("its arguments are no URI");
    }
  }

  private static String component(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Value fromComponent(Arguments with) {
    try {
      String text = with.count(1).text(0).replace("+", "%2B");
      return Value.text(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      throw with.refused("its argument is not encoded");
    }
  }
}
