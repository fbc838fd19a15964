using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>A batch job that somebody asks for.</summary>
/// <param name="Request">What its input asks of the model.</param>
public sealed record BatchSubmission(string Model, BatchPriority Priority, BatchInput Input, DeskRequest Request, Transaction Payment);
