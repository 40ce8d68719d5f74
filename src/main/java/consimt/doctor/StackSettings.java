package consimt.doctor;

import consimt.runtime.Setting;
import java.util.Optional;

/**
 * @param isOfAws whether secrets and tables are in AWS, and not on somebody's own machine
 * @param publicAddress where people reach the functions, by a parameter
 * @param pages where the pages are, by a parameter
 * @param hasPages whether the stack serves the pages itself
 * @param topic of WhatsApp; its updates need no secret
 * @param receiptKey the name of the secret of receipts, where these are switched on
 */
public record StackSettings(
        boolean isOfAws,
        Optional<String> publicAddress,
        Optional<String> pages,
        boolean hasPages,
        Optional<String> issuer,
        Optional<String> audience,
        Optional<String> topic,
        Optional<String> receiptKey,
        String linkKey,
        String appSecret,
        String verifyToken) {

    static StackSettings configured() {
        return new StackSettings(
                Setting.text("consimt.secrets").equals("managed"),
                Setting.find("consimt.public-address"),
                Setting.find("consimt.pages.url"),
                Setting.find("consimt.doctor.pages").filter("on"::equals).isPresent(),
                Setting.find("consimt.business-token.issuer"),
                Setting.find("consimt.business-token.audience"),
                Setting.find("consimt.doctor.whatsapp-topic"),
                Setting.find("consimt.doctor.receipts")
                        .filter("on"::equals)
                        .map(on -> Setting.text("consimt.receipts.secrets") + "/key"),
                Setting.text("consimt.link.key-name"),
                Setting.text("consimt.whatsapp.app-secret-name"),
                Setting.text("consimt.whatsapp.verify-token-name"));
    }
}
