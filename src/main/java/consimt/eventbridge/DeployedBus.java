package consimt.eventbridge;

import consimt.doctor.Finding;
import consimt.doctor.FindingCode;
import consimt.doctor.StackPart;
import consimt.runtime.Setting;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/**
 * The operator's event bus, if one is configured.
 *
 * @param bus its name or ARN
 */
@Singleton
record DeployedBus(Supplier<EventBridgeClient> clients, Optional<String> bus) implements StackPart {

    @Inject
    DeployedBus() {
        this(Buses::client, Setting.find("consimt.notices.bus"));
    }

    @Override
    public String name() {
        return "bus";
    }

    @Override
    public List<Finding> look() {
        return bus.filter(name -> !isThere(name)).map(FindingCode.BUS_MISSING::about).stream()
                .toList();
    }

    private boolean isThere(String name) {
        try (EventBridgeClient client = clients.get()) {
            client.describeEventBus(describe -> describe.name(name));
            return true;
        } catch (ResourceNotFoundException none) {
            return false;
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }
}
