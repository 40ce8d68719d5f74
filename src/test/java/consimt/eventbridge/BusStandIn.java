package consimt.eventbridge;

import consimt.doctor.StackPart;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/** The operator's bus, {@code arn:bus}. */
public final class BusStandIn implements EventBridgeClient {

    public boolean isThere = true;

    public StackPart part() {
        return new DeployedBus(() -> this, Optional.of("arn:bus"));
    }

    @Override
    public DescribeEventBusResponse describeEventBus(DescribeEventBusRequest request) {
        if (!isThere || !request.name().equals("arn:bus")) {
            throw ResourceNotFoundException.builder().build();
        }
        return DescribeEventBusResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
