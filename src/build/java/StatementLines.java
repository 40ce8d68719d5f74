import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the statement lines of each package of the functions, and holds each package to its budget. A statement line is no
 * comment, blank, lone bracket, import, package line or lone annotation.
 *
 * <p>Usage: {@code java src/build/java/StatementLines.java}, in the folder of the project. It prints a row for each package:
 * name, lines, budget. It ends with 1 where a package is over its budget, is {@value #MOST_UNUSED} lines or more below it, or
 * has none. The budgets are in {@code src/build/statement-lines.txt}.
 */
final class StatementLines {

    private static final Path ROOT = Path.of("src/main/java/consimt");
    private static final Path BUDGETS = Path.of("src/build/statement-lines.txt");
    private static final int MOST_UNUSED = 40;

    private static final Pattern TEXT_OR_COMMENT = Pattern.compile(
            "\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'|/\\*.*?\\*/|//[^\n]*",
            Pattern.DOTALL);
    private static final Pattern NO_STATEMENT =
            Pattern.compile("[{}()\\[\\];,\\s]*|(import|package)\\b.*|@\\w[\\w.]*(\\(.*\\))?");

    private StatementLines() {}

    public static void main(String[] args) throws IOException {
        Map<String, Integer> budgets = budgets();
        Map<String, Integer> counted = counted();
        List<String> problems = new ArrayList<>();
        counted.forEach((name, lines) -> {
            int budget = budgets.getOrDefault(name, 0);
            System.out.printf("%-20s %6d %6d%n", name, lines, budget);
            if (lines > budget) {
                problems.add(name + " has " + lines + " statement lines, its budget is " + budget);
            } else if (budget - lines >= MOST_UNUSED) {
                problems.add(
                        name + " has " + lines + " statement lines, so its budget of " + budget + " can be lowered");
            }
        });
        budgets.keySet().stream()
                .filter(name -> !counted.containsKey(name))
                .forEach(name -> problems.add(name + " has a budget and no code"));
        System.out.printf("%-20s %6d %6d%n", "all", sum(counted), sum(budgets));
        problems.forEach(problem -> System.out.println("! " + problem));
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    private static Map<String, Integer> budgets() throws IOException {
        return Files.readAllLines(BUDGETS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.trim().split("\\s+"))
                .collect(Collectors.toMap(
                        row -> row[0], row -> Integer.parseInt(row[1]), (one, two) -> one, TreeMap::new));
    }

    private static Map<String, Integer> counted() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Map<String, Integer> lines = new TreeMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = ROOT.relativize(file.getParent()).toString().replace('\\', '/');
                lines.merge(name.isEmpty() ? "." : name, statements(Files.readString(file)), Integer::sum);
            }
            return lines;
        }
    }

    private static int statements(String source) {
        String bare = TEXT_OR_COMMENT
                .matcher(source)
                .replaceAll(found -> found.group().startsWith("/")
                        ? "\n".repeat((int)
                                found.group().chars().filter(c -> c == '\n').count())
                        : Matcher.quoteReplacement(found.group()));
        String[] lines = source.split("\n");
        String[] code = bare.split("\n", -1);
        int count = 0;
        for (int i = 0; i < lines.length; i++) {
            // A blank line in a text counts as the others of that text do.
            if (!lines[i].isBlank() && !NO_STATEMENT.matcher(code[i].strip()).matches()) {
                count++;
            }
        }
        return count;
    }

    private static int sum(Map<String, Integer> lines) {
        return lines.values().stream().mapToInt(Integer::intValue).sum();
    }
}
