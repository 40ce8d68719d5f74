package consimt.refusal;

import static java.util.stream.Collectors.toMap;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that are one opt-out word with letters that only look Latin, with digits for letters, or with other spaces. The
 * pairs are of Unicode's list of confusable characters (https://www.unicode.org/Public/security/latest/confusables.txt).
 */
final class OddLooks {

    static final String LETTERS = "АaаaВbСcсcЕeеeНhҺhһhІiіiЈjјjКkкkМmмmОoоoРpрpЅsѕsТtтtУyуyҮyүyХxхxԀdԁdԚqԛqԜwԝwӀlӏl"
            + "ΑaαaΒbΕeεeΖzΗhΙiιiΚkκkΜmΝnΟoοoΡpρpΤtτtυuΥyΧxχxϹcϲcՏsՍuսuՕoօoոnհhցgզqԼl"
            + "ᎪaᏴbᏟcᎠdᎬeᏀgᎻhᎥiᎫjᏦkᏞlᎷmᏢpᎡrᏚsᎢtᏙvᎳwᏃzᗩaᗷbᑕcᗪdᗴeᖴfᕼhᒍjᒪlᗰmᑎnᑭpᖇrᔕsᑌuᐯvᗯw᙭x"
            + "ꓮaꓐbꓚcꓓdꓰeꓝfꓖgꓧhꓲiꓙjꓗkꓡlꓟmꓠnꓳoꓑpꓣrꓢsꓔtꓴuꓦvꓪwꓫxꓬyꓜzᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";
    private static final Map<Integer, String> LATIN = latin();
    private static final int FIRST_SIGN = 0x1F150;
    private static final Pattern APART = Pattern.compile("(?<!\\S)\\p{L}(?: \\p{L}(?!\\S)){3,}");

    /** By word without spaces. */
    private static final Map<String, String> WORDS = OptOutWords.ofAllLanguages().words().stream()
            .collect(toMap(word -> word.replace(" ", ""), word -> word, (one, other) -> one));

    private OddLooks() {}

    /** What a short text may have been meant as. A 1 is an i or an l. */
    static Stream<String> readings(String text) {
        if (text.length() > OptOutWords.LONGEST
                || text.codePoints().allMatch(c -> c < FIRST_SIGN && !Character.isLetter(c))) {
            return Stream.empty();
        }
        StringBuilder latin = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .forEach(c -> latin.append(LATIN.getOrDefault(c, Character.toString(c))));
        String plain = PlainForm.of(latin.toString());
        String together = APART.matcher(plain).replaceAll(apart -> apart.group().replace(" ", ""));
        return Stream.of(together.replace('1', 'i'), together.replace('1', 'l'))
                .map(word -> WORDS.getOrDefault(word.replace(" ", ""), word));
    }

    private static Map<Integer, String> latin() {
        Map<Integer, String> latin = new HashMap<>();
        int[] pairs = (LETTERS + "$s@a€e0o3e4a5s7t8b9g").codePoints().toArray();
        for (int i = 0; i < pairs.length; i += 2) {
            latin.put(pairs[i], Character.toString(pairs[i + 1]));
        }
        for (int letter = 0; letter < 26; letter++) {
            for (int first : new int[] {FIRST_SIGN, 0x1F170, 0x1F1E6}) {
                latin.put(first + letter, Character.toString('a' + letter));
            }
        }
        return latin;
    }
}
