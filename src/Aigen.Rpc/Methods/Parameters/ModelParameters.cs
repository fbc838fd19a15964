using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class ModelParameters
{
    public static readonly Parameter<string> Id = FieldType.String().Required("model_id", "As listModels has it.");
}
