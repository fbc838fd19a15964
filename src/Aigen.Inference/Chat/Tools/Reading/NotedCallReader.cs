using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Takes calls of <see cref="NotedToolForm"/> apart, and makes a JSON object of the arguments.</summary>
internal sealed class NotedCallReader(NotedToolForm form) : CallReader(form)
{
    private NotedValue? _value;
    private bool _hasArguments;
    private Part _part = Part.Function;

    private enum Part
    {
        Function,
        BehindFunction,
        FirstParameter,
        Parameter,
        Value,
        BehindValue,
        Between,
        Behind,
    }

    protected override void Read(char c)
    {
        switch (_part)
        {
            case Part.Function when ToolFunction.IsName(c):
                AddToName(c);
                break;
            case Part.Function or Part.BehindFunction:
                if (_part == Part.Function) BeginFunction();
                if (Fixed(c, form.Middle) is not null) _part = Part.FirstParameter;
                break;
            case Part.FirstParameter or Part.Parameter when c == form.NameEnd:
                BeginValue();
                break;
            case Part.FirstParameter when c == form.Closing[0]:
                End(c);
                break;
            case Part.FirstParameter or Part.Parameter:
                _part = Part.Parameter;
                AddToName(c);
                break;
            case Part.Value when _value!.IsInside || (c != form.ParameterSeparator[0] && c != form.Closing[0]):
                Append(_value.Read(c));
                break;
            case Part.Value:
                Append(_value.End());
                End(c);
                break;
            case Part.BehindValue:
                End(c);
                break;
            case Part.Between when Fixed(c, form.Continuations) is { } next:
                _part = next == 0 && form.Separator is not null ? Part.Function : Part.Behind;
                break;
        }
    }

    private void BeginFunction()
    {
        (_hasArguments, _part) = (false, Part.BehindFunction);
        BeginCall(TakeName());
        Append('{');
    }

    private void BeginValue()
    {
        Append($"{(_hasArguments ? ", " : "")}{Literal.Quote(TakeName())}: ");
        (_hasArguments, _part, _value) = (true, Part.Value, new NotedValue(form.Mark, form.IsPython));
    }

    // Of a value, and perhaps of the call.
    private void End(char c)
    {
        _part = Part.BehindValue;
        switch (Fixed(c, form.ParameterSeparator, form.Closing))
        {
            case 0:
                _part = Part.Parameter;
                break;
            case 1:
                Append('}');
                EndCall();
                _part = Part.Between;
                break;
        }
    }
}
