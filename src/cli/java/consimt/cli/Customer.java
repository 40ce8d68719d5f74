package consimt.cli;

import consimt.answer.IdReader;
import consimt.cli.Mapping.Said;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom a row is about: all ids that it tells of one customer, those of the part {@code user} first. */
record Customer(List<Id> ids) {

    /**
     * @param field where it stands, in the words of the functions
     * @param one null if nobody can read it, or if it may be one of two
     * @param readings the ids that it may be
     */
    record Id(String field, String written, @Nullable String one, List<String> readings) {

        static Id of(String field, String written, IdReader reader) {
            return new Id(field, written, reader.read(written), reader.readings(written));
        }
    }

    /** In one cell. More are no ids of one customer. */
    private static final int MOST = 4;

    /** What stands for no value. It would make one person of all customers who lack the one id. */
    private static final Pattern NOBODY = Pattern.compile("(?iU)[\\p{P}\\p{S}\\s]*(?:|0+|n\\W?a|nan|no|none|null|nil"
            + "|unknown|undefined|empty|missing|not (?:available|provided|known)|nu|nu are|f[aă]r[aă]|niciun(?:a|ul)?|nimic"
            + "|lips[aă]|necunoscut[aă]?|k\\.? ?a|keine?[rs]?|nein|nichts|unbekannt|non|aucune?|sans|inconnue?|néant"
            + "|ningun[oa]|ningún|sin|nada|desconocid[oa]|nessun[oa]|sconosciut[oa]|nenhuma?|não|nao|desconhecid[oa]"
            + "|geen|nee|onbekend|brak|nie|nieznany|нет|неизвестно|немає|невідомо|nincs|nem|ismeretlen|yok|hayır"
            + "|bilinmiyor)[\\p{P}\\p{S}\\s]*");

    /** Between ids: first what is surely between two, then any blank. */
    private static final List<Pattern> APART = Stream.of("\\s*[/;,]+\\s*", "[/;,\\s]+(?=\\+)", "[/;,\\s]+")
            .map(Pattern::compile)
            .toList();

    /** An address, or the digits of a number: a part of a number has fewer. */
    private static final Pattern WHOLE = Pattern.compile(".*@.*|\\P{L}*(\\p{Nd}[^\\p{L}\\p{Nd}]*){7,}");

    static Customer of(Said said, IdReader reader) {
        return new Customer(
                Stream.concat(of("userId", said.part("user"), reader), of("alsoKnownAs", said.part("also"), reader))
                        .toList());
    }

    private static Stream<Id> of(String field, String cell, IdReader reader) {
        if (NOBODY.matcher(cell).matches()) {
            return Stream.empty();
        }
        for (Pattern apart : APART) {
            List<Id> several = apart.splitAsStream(cell)
                    .filter(text -> !NOBODY.matcher(text).matches())
                    .map(text -> Id.of(field, text, reader))
                    .toList();
            if (several.size() > 1
                    && several.stream().allMatch(id -> WHOLE.matcher(id.written).matches() && !id.readings.isEmpty())) {
                return several.size() > MOST ? Stream.of(new Id(field, cell, null, List.of())) : several.stream();
            }
        }
        return Stream.of(Id.of(field, cell, reader));
    }
}
