package consimt.hours;

import consimt.relation.UserId;
import consimt.runtime.PackagedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where phone numbers may be. {@code src/build/python/make-places.py} makes the file, and it explains its lines. An area
 * code is a guess: a phone moves, and so does its owner.
 */
final class PlaceTable {

    private static final String FILE = "places.txt";

    /** A phone number in its one form. The longest beginning has four digits: 1 and an area code. */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{7,14}");

    private static final int LONGEST = 4;

    /** An id of one business has the person's country in front. */
    private static final Pattern SCOPED = Pattern.compile("([A-Z]{2})\\..+");

    private static final PlaceTable OF_THIS_RELEASE = PackagedFile.read(PlaceTable.class, FILE, PlaceTable::new);

    private final Map<String, List<ZoneId>> zones = new TreeMap<>();
    private final Map<String, List<String>> codesByBeginning = new TreeMap<>();
    private final Map<List<String>, JudgedPlace> ofCodes = new ConcurrentHashMap<>();

    private PlaceTable(InputStream file) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("#")) {
                add(line.split(" "));
            }
        }
    }

    private void add(String[] line) {
        List<ZoneId> its = new ArrayList<>();
        for (String part : List.of(line).subList(1, line.length)) {
            if (part.startsWith("+")) {
                codesByBeginning
                        .computeIfAbsent(part.substring(1), any -> new ArrayList<>())
                        .add(line[0]);
            } else {
                its.add(ZoneId.of(part));
            }
        }
        zones.put(line[0], its);
    }

    /** Of the parts of a country, those of the US and of Canada are known alone. */
    static boolean know(String code) {
        Map<String, List<ZoneId>> known = OF_THIS_RELEASE.zones;
        String country = code.substring(0, 2);
        boolean hasParts = OF_THIS_RELEASE.parts(country).count() > 1;
        return known.containsKey(code) || known.containsKey(country) && !hasParts;
    }

    /** The place by the number; null if it tells none. */
    static @Nullable JudgedPlace of(UserId userId) {
        List<String> codes = OF_THIS_RELEASE.codes(userId.value());
        return codes.isEmpty() ? null : OF_THIS_RELEASE.place(codes);
    }

    static JudgedPlace of(String code) {
        return OF_THIS_RELEASE.place(List.of(code));
    }

    private List<String> codes(String id) {
        Matcher scoped = SCOPED.matcher(id);
        if (scoped.matches() && zones.containsKey(scoped.group(1))) {
            return List.of(scoped.group(1));
        }
        for (int length = NUMBER.matcher(id).matches() ? LONGEST : 0; length > 0; length--) {
            List<String> codes = codesByBeginning.get(id.substring(0, length));
            if (codes != null) {
                return codes;
            }
        }
        return List.of();
    }

    private JudgedPlace place(List<String> codes) {
        return ofCodes.computeIfAbsent(
                codes,
                all -> new JudgedPlace(
                        all,
                        all.stream()
                                .flatMap(this::parts)
                                .map(part -> new JudgedPlace.Region(part, zonesOf(part)))
                                .toList(),
                        JudgedPlace.From.NUMBER));
    }

    private List<ZoneId> zonesOf(String code) {
        List<ZoneId> its = zones.get(code);
        return its == null ? zones.getOrDefault(code.substring(0, 2), List.of()) : its;
    }

    /** A country that has parts is each of them. */
    private Stream<String> parts(String code) {
        List<String> parts = zones.keySet().stream()
                .filter(its -> its.startsWith(code + "-"))
                .toList();
        return parts.isEmpty() ? Stream.of(code) : parts.stream();
    }
}
