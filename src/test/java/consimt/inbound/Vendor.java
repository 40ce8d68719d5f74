package consimt.inbound;

import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A vendor that has the address with a key. */
public record Vendor(String key) {

    /** @param more further fields of the input, as {@code ,'holder':'BUSINESS'} */
    public static Vendor of(World world, String business, String source, String more) {
        String asked = "{'businessId':'%s','name':'a vendor','source':'%s'%s}";
        return new Vendor(world.text("/token", "issue-business-token", asked, business, source, more));
    }

    public HttpAnswer tell(World world, String body) {
        String basic = Base64.getEncoder().encodeToString(("consimt:" + key).getBytes(StandardCharsets.UTF_8));
        return world.receiveEvent.answer(new HttpCall(
                "POST", Map.of(), Map.of("authorization", "Basic " + basic), body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The body of an SMS as Twilio tells it. */
    public static String sms(String person, String id, String text, String type) {
        return "MessageSid=" + id + "&From=%2B" + person + "&To=%2B4031&Body=" + text.replace(' ', '+') + "&OptOutType="
                + type;
    }
}
